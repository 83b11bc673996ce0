// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/**
 * Scheduler rates of a workload over a window, summed over its observed pods. A rate of thread-time is dimensionless,
 * thread-seconds a second: cores for run and wait, threads for blocked.
 *
 * @param runCores            on a CPU
 * @param waitContentionCores runnable, while somebody else had the CPU
 * @param waitQuotaCores      runnable, while the CPU limit was used up
 * @param cycleBlockedThreads off the CPU, counting only threads that woke within the window: the pause of a working
 *                            thread between two bursts
 * @param blocked             off the CPU by cause, all threads
 * @param burstsPerSecond     bursts of work, each ended by blocking
 * @param preemptedByOtherRatio share of involuntary switches that another pod or the system caused, 0..1
 * @param throttledRatio      share of the bandwidth periods in which a pod was stopped, 0..1
 * @param runnableThreads     running or waiting at the end of the window (a gauge)
 * @param runnableThreadsBefore the same at its beginning
 * @param threads            living threads at the end of the window (a gauge)
 * @param nodeCores          online CPUs of the nodes that run the observed pods, each node counted once; 0 when unknown
 */
public record CpuRates(
        double runCores,
        double waitContentionCores,
        double waitQuotaCores,
        double cycleBlockedThreads,
        BlockedRates blocked,
        double burstsPerSecond,
        double preemptedByOtherRatio,
        double throttledRatio,
        int runnableThreads,
        int runnableThreadsBefore,
        int threads,
        double nodeCores) {

    /** Nothing ran, nobody waited. */
    public static final CpuRates NONE = new CpuRates(0, 0, 0, 0, BlockedRates.NONE, 0, 0, 0, 0, 0, 0, 0);

    public CpuRates {
        Rates.check(runCores, "runCores");
        Rates.check(waitContentionCores, "waitContentionCores");
        Rates.check(waitQuotaCores, "waitQuotaCores");
        Rates.check(cycleBlockedThreads, "cycleBlockedThreads");
        Rates.check(burstsPerSecond, "burstsPerSecond");
        Rates.checkRatio(preemptedByOtherRatio, "preemptedByOtherRatio");
        Rates.checkRatio(throttledRatio, "throttledRatio");
        Rates.check(runnableThreads, "runnableThreads");
        Rates.check(runnableThreadsBefore, "runnableThreadsBefore");
        Rates.check(threads, "threads");
        Rates.check(nodeCores, "nodeCores");
    }

    /** Runnable without a CPU, for whatever reason. */
    public double waitCores() {
        return waitContentionCores + waitQuotaCores;
    }

    /** Run + wait: the cores that the workload's threads asked for at once. */
    public double demandCores() {
        return runCores + waitCores();
    }

    /** Wait / (run + wait), 0..1; 0 when nothing ran. */
    public double saturation() {
        double demand = demandCores();
        return demand == 0 ? 0 : waitCores() / demand;
    }
}
