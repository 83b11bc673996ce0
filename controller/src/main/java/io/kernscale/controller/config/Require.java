// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;

/** Refuses settings that can not work: what, rule, value. */
final class Require {

    private Require() {}

    static void positive(Duration value, String key) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " must be above 0, was: " + value);
        }
    }

    static void atLeast(long value, long minimum, String key) {
        if (value < minimum) {
            throw new IllegalArgumentException(key + " must be " + minimum + " or more, was: " + value);
        }
    }

    static void notAbove(Duration value, String key, Duration limit, String limitKey) {
        if (value.compareTo(limit) > 0) {
            throw new IllegalArgumentException(
                    key + " must not be above " + limitKey + " (" + limit + "), was: " + value);
        }
    }
}
