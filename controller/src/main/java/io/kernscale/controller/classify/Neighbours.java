// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.CpuRates;

/** Tells a workload's own shortage of CPU from one that others on its nodes make. */
public final class Neighbours {

    /** From this share of the involuntary switches on, the wait is laid at the neighbours' door. */
    private static final double SWITCH_RATIO = 0.5;

    /** From this share of the bandwidth periods on, in which the limit stopped a pod, it had all that it may have. */
    private static final double PERIOD_RATIO = 0.5;

    private Neighbours() {}

    /**
     * Whether others take the CPU that the workload waits for. They cannot take what its limit does not give: a pod that
     * is stopped in most of its periods has had its share in them, however long it stood in line for it.
     */
    public static boolean takeCpu(CpuRates cpu) {
        return !isLimited(cpu) && cpu.preemptedByOtherRatio() >= SWITCH_RATIO;
    }

    /** Whether the CPU limit is what the workload waits for, rather than a CPU that somebody has. */
    static boolean isLimited(CpuRates cpu) {
        return cpu.waitQuotaCores() >= cpu.waitContentionCores() || cpu.throttledRatio() >= PERIOD_RATIO;
    }
}
