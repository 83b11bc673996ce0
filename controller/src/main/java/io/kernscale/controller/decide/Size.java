// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

/**
 * How many replicas a workload's demand takes.
 *
 * @param replicas    rounded up
 * @param demandCores what they are for
 * @param exactReplicas before rounding
 * @param basis       what the demand was derived from
 */
record Size(int replicas, double demandCores, double exactReplicas, Basis basis) {

    /** What a demand was derived from, see {@link Sizing}. */
    enum Basis {
        USED,
        ARRIVALS,
        CYCLE,
        GROWTH,
        EXHAUSTED
    }

    /** For so many times the demand. */
    Size times(double factor) {
        return factor == 1
                ? this
                : new Size(Sizing.roundUp(exactReplicas * factor), demandCores * factor, exactReplicas * factor, basis);
    }

    Size {
        requireNonNull(basis, "basis");
    }
}
