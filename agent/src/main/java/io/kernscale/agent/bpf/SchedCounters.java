// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/**
 * Raw scheduler counters of one cgroup, summed over CPUs; meanings as in {@code io.kernscale.wire.CpuCounters}.
 *
 * @param waitHistogram {@code long[26]}, owned by this record's reader
 */
public record SchedCounters(
        long runNanos,
        long waitContentionNanos,
        long waitQuotaNanos,
        long[] waitHistogram,
        long blockedDiskNanos,
        long blockedLockNanos,
        long blockedNetworkNanos,
        long blockedPollNanos,
        long blockedSleepNanos,
        long blockedOtherNanos,
        long cycleBlockedNanos,
        long voluntarySwitches,
        long preemptedBySame,
        long preemptedByOther,
        long preemptedBySystem,
        int threads,
        int runnableThreads) {}
