// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Refuses what no rate can be. */
final class Rates {

    private Rates() {}

    static void check(double value, String name) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(name + " must be finite and 0 or more, was: " + value);
        }
    }

    static void checkRatio(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], was: " + value);
        }
    }
}
