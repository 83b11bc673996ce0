// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler did with a pod's threads. Nanoseconds are thread-nanoseconds: two threads that wait one second
 * make two seconds. Time in progress is included up to the collection.
 *
 * @param runNanos            on a CPU
 * @param waitContentionNanos runnable while somebody else had the CPU
 * @param waitQuotaNanos      runnable while the pod's CPU bandwidth was used up
 * @param waitHistogram       finished waits by length: slot i counts [2^i, 2^(i+1)) µs, slot 0 also shorter ones, slot
 *                            25 also longer ones; trailing zeros are left out
 * @param blocked             off the CPU, by cause
 * @param cycleBlockedNanos   the part of {@code blocked} that belongs to threads which woke since the collection before:
 *                            what a working thread spends between two bursts. Threads parked all the time are not in it
 * @param voluntarySwitches   switches by a thread that blocked: one ends each burst of work
 * @param involuntarySwitches switches of a thread that would have run on; the sum of the three below
 * @param preemptedBySame     the next thread was of the same pod
 * @param preemptedByOther    the next thread was of another pod
 * @param preemptedBySystem   the next thread was of no pod: a kernel thread or a service of the node
 * @param threads             living threads at the collection
 * @param runnableThreads     of these, running or waiting for a CPU
 * @param quotaCores          the pod's CPU bandwidth in cores; null when it is not limited
 * @param quotaPeriods        bandwidth periods in which the pod wanted to run ({@code nr_periods})
 * @param throttledPeriods    of these, periods in which it was stopped ({@code nr_throttled})
 */
public record CpuCounters(
        long runNanos,
        long waitContentionNanos,
        long waitQuotaNanos,
        List<Long> waitHistogram,
        BlockedNanos blocked,
        long cycleBlockedNanos,
        long voluntarySwitches,
        long involuntarySwitches,
        long preemptedBySame,
        long preemptedByOther,
        long preemptedBySystem,
        int threads,
        int runnableThreads,
        @Nullable Double quotaCores,
        long quotaPeriods,
        long throttledPeriods) {

    /** No time, no threads, no limit. */
    public static final CpuCounters NONE =
            new CpuCounters(0, 0, 0, List.of(), BlockedNanos.NONE, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, 0);

    public CpuCounters {
        Checks.notNegative(runNanos, "runNanos");
        Checks.notNegative(waitContentionNanos, "waitContentionNanos");
        Checks.notNegative(waitQuotaNanos, "waitQuotaNanos");
        waitHistogram = Checks.histogram(waitHistogram, "waitHistogram");
        requireNonNull(blocked, "blocked");
        Checks.notNegative(cycleBlockedNanos, "cycleBlockedNanos");
        Checks.notNegative(voluntarySwitches, "voluntarySwitches");
        Checks.notNegative(involuntarySwitches, "involuntarySwitches");
        Checks.notNegative(preemptedBySame, "preemptedBySame");
        Checks.notNegative(preemptedByOther, "preemptedByOther");
        Checks.notNegative(preemptedBySystem, "preemptedBySystem");
        Checks.notNegative(threads, "threads");
        Checks.notNegative(runnableThreads, "runnableThreads");
        if (quotaCores != null && !(quotaCores > 0 && Double.isFinite(quotaCores))) {
            throw new IllegalArgumentException("quotaCores must be finite and above 0, was: " + quotaCores);
        }
        Checks.notNegative(quotaPeriods, "quotaPeriods");
        Checks.notNegative(throttledPeriods, "throttledPeriods");
    }
}
