// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * CPU bandwidth control of a pod.
 *
 * @param quotaCores       null when not limited
 * @param periods          {@code nr_periods}
 * @param throttledPeriods {@code nr_throttled}
 */
record Bandwidth(@Nullable Double quotaCores, long periods, long throttledPeriods) {

    static final Bandwidth UNLIMITED = new Bandwidth(null, 0, 0);

    /** Both together: of two containers of a pod that has no limit of its own, say. */
    Bandwidth plus(Bandwidth other) {
        return new Bandwidth(
                sum(quotaCores, other.quotaCores), periods + other.periods, throttledPeriods + other.throttledPeriods);
    }

    private static @Nullable Double sum(@Nullable Double one, @Nullable Double two) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return one + two;
    }
}
