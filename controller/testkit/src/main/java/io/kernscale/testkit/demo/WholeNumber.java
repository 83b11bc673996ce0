// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

/** Numbers of a command line. */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * The value of an option.
     *
     * @param max at most six digits
     * @throws DemoException when it is none, or outside of [min, max]
     */
    public static long of(String option, String value, long min, long max) {
        if (value.matches("\\d{1,6}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max) {
            return Long.parseLong(value);
        }
        throw new DemoException(
                option + " must be a whole number in [" + min + ", " + max + "], was: " + value + "; correct it");
    }
}
