// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

/** Refuses what no graph can have. */
final class Checks {

    private Checks() {}

    static void atLeast(double value, double least, String name) {
        if (!(value >= least && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be finite and " + least + " or more, was: " + value);
        }
    }
}
