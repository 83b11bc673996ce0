// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.nio.file.Path;

/** Files of a command line. */
public final class FileName {

    private FileName() {}

    /**
     * The value of an option.
     *
     * @throws DemoException when there is none: better now than when the file is to be written
     */
    public static Path of(String option, String value) {
        if (value.isEmpty()) {
            throw new DemoException(option + " must be followed by a file name; add one");
        }
        return Path.of(value);
    }
}
