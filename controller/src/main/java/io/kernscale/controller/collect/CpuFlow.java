// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/**
 * Scheduler rates of one pod, or of several added up; everything per second, gauges aside. {@link CpuRates} is what is
 * left of it once shares have been formed, which can not be added any more.
 *
 * @param runCores            as in {@link CpuRates}, likewise the next five
 * @param involuntaryPerSecond switches of a thread that would have run on
 * @param preemptedPerSecond  of these, caused by another pod or the system
 * @param periodsPerSecond    bandwidth periods in which the pod wanted to run
 * @param throttledPerSecond  of these, the ones in which it was stopped
 * @param runnableThreads     a gauge, as are the next two
 */
public record CpuFlow(
        double runCores,
        double waitContentionCores,
        double waitQuotaCores,
        double cycleBlockedThreads,
        BlockedRates blocked,
        double burstsPerSecond,
        double involuntaryPerSecond,
        double preemptedPerSecond,
        double periodsPerSecond,
        double throttledPerSecond,
        int runnableThreads,
        int runnableThreadsBefore,
        int threads) {

    /** Of no pod. */
    public static final CpuFlow NONE = new CpuFlow(0, 0, 0, 0, BlockedRates.NONE, 0, 0, 0, 0, 0, 0, 0, 0);

    public CpuFlow {
        requireNonNull(blocked, "blocked");
    }

    /** The sum of two pods. */
    public CpuFlow plus(CpuFlow other) {
        return new CpuFlow(
                runCores + other.runCores,
                waitContentionCores + other.waitContentionCores,
                waitQuotaCores + other.waitQuotaCores,
                cycleBlockedThreads + other.cycleBlockedThreads,
                blocked.plus(other.blocked),
                burstsPerSecond + other.burstsPerSecond,
                involuntaryPerSecond + other.involuntaryPerSecond,
                preemptedPerSecond + other.preemptedPerSecond,
                periodsPerSecond + other.periodsPerSecond,
                throttledPerSecond + other.throttledPerSecond,
                sum(runnableThreads, other.runnableThreads),
                sum(runnableThreadsBefore, other.runnableThreadsBefore),
                sum(threads, other.threads));
    }

    /** With the shares formed. Example: 20 of 80 involuntary switches caused by others give 0.25. */
    public CpuRates rates(double nodeCores) {
        return new CpuRates(
                runCores,
                waitContentionCores,
                waitQuotaCores,
                cycleBlockedThreads,
                blocked,
                burstsPerSecond,
                share(preemptedPerSecond, involuntaryPerSecond),
                share(throttledPerSecond, periodsPerSecond),
                runnableThreads,
                runnableThreadsBefore,
                threads,
                nodeCores);
    }

    private static int sum(int a, int b) {
        return (int) Math.min((long) a + b, Integer.MAX_VALUE);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : Math.clamp(part / whole, 0, 1);
    }
}
