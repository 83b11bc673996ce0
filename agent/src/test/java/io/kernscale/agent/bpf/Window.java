// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Two readings some time apart, and what one cgroup did between them, in seconds per second. */
record Window(KernelSample before, KernelSample after) {

    static Window of(KernelProbes probes, Duration length) {
        KernelSample before = probes.read();
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left); // the window is what is tested
        }
        return new Window(before, probes.read());
    }

    private double seconds() {
        return (after.monotonicNanos() - before.monotonicNanos()) / 1e9;
    }

    private double rate(long before, long after) {
        return (after - before) / 1e9 / seconds();
    }

    private SchedCounters first(TestCgroup cgroup) {
        return before.scheduler().getOrDefault(cgroup.id(), NONE);
    }

    SchedCounters last(TestCgroup cgroup) {
        return after.scheduler().getOrDefault(cgroup.id(), NONE);
    }

    private static final SchedCounters NONE =
            new SchedCounters(0, 0, 0, new long[26], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    double run(TestCgroup c) {
        return rate(first(c).runNanos(), last(c).runNanos());
    }

    double contention(TestCgroup c) {
        return rate(first(c).waitContentionNanos(), last(c).waitContentionNanos());
    }

    double quota(TestCgroup c) {
        return rate(first(c).waitQuotaNanos(), last(c).waitQuotaNanos());
    }

    double disk(TestCgroup c) {
        return rate(first(c).blockedDiskNanos(), last(c).blockedDiskNanos());
    }

    double lock(TestCgroup c) {
        return rate(first(c).blockedLockNanos(), last(c).blockedLockNanos());
    }

    double network(TestCgroup c) {
        return rate(first(c).blockedNetworkNanos(), last(c).blockedNetworkNanos());
    }

    double poll(TestCgroup c) {
        return rate(first(c).blockedPollNanos(), last(c).blockedPollNanos());
    }

    double sleep(TestCgroup c) {
        return rate(first(c).blockedSleepNanos(), last(c).blockedSleepNanos());
    }

    double other(TestCgroup c) {
        return rate(first(c).blockedOtherNanos(), last(c).blockedOtherNanos());
    }

    double cycle(TestCgroup c) {
        return rate(first(c).cycleBlockedNanos(), last(c).cycleBlockedNanos());
    }

    long preemptedBySame(TestCgroup c) {
        return last(c).preemptedBySame() - first(c).preemptedBySame();
    }

    long preemptedByOther(TestCgroup c) {
        return last(c).preemptedByOther() - first(c).preemptedByOther();
    }

    long preemptedBySystem(TestCgroup c) {
        return last(c).preemptedBySystem() - first(c).preemptedBySystem();
    }

    long waits(TestCgroup c) {
        return Arrays.stream(last(c).waitHistogram()).sum()
                - Arrays.stream(first(c).waitHistogram()).sum();
    }
}
