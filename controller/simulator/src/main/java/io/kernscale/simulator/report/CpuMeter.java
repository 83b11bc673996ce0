// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import java.util.List;

/** Counts a pod's threads and its disk. */
final class CpuMeter {

    private static final double PERIODS_PER_SECOND = 10;
    private static final int REQUEST_BYTES = 8_192;

    private double run;
    private double contention;
    private double quota;
    private double disk;
    private double lock;
    private double network;
    private double poll;
    private double sleep;
    private double cycle;
    private double bursts;
    private double preemptions;
    private double preemptionsByOther;
    private double periods;
    private double throttled;
    private double diskRequests;
    private double diskQueued;
    private double diskServed;
    private CpuLevel level;

    CpuMeter(CpuLevel level) {
        this.level = level;
    }

    /** Some time goes by at a level. */
    void pass(CpuLevel now, double seconds, Noise noise) {
        level = now;
        double work = noise.factor();
        run += seconds * Math.min(now.mostCores(), now.run() * work);
        contention += now.contention() * seconds * noise.factor();
        quota += now.quota() * seconds * noise.factor();
        disk += now.disk() * seconds * noise.factor();
        lock += now.lock() * seconds * noise.factor();
        network += now.network() * seconds * noise.factor();
        poll += now.poll() * seconds;
        sleep += now.sleep() * seconds;
        cycle += now.cycle() * seconds * noise.factor();
        bursts += now.burstsPerSecond() * seconds * work;
        double preempted = now.preemptionsPerSecond() * seconds * work;
        preemptions += preempted;
        preemptionsByOther += preempted * now.otherRatio();
        double all = now.limitCores() == 0
                ? 0
                : PERIODS_PER_SECOND * seconds * Math.min(1, now.burstsPerSecond() / PERIODS_PER_SECOND);
        periods += all;
        throttled += all * now.throttledRatio();
        diskRequests += now.disks().requestsPerSecond() * seconds * work;
        diskQueued += now.disks().queued() * seconds * noise.factor();
        diskServed += now.disks().inDevice() * seconds * noise.factor();
    }

    CpuCounters counters(Noise noise) {
        double runnable = level.run() + level.contention() + level.quota();
        long involuntary = (long) preemptions;
        long byOther = (long) preemptionsByOther;
        return new CpuCounters(
                nanos(run),
                nanos(contention),
                nanos(quota),
                List.of(),
                new BlockedNanos(nanos(disk), nanos(lock), nanos(network), nanos(poll), nanos(sleep), 0),
                nanos(cycle),
                (long) bursts,
                involuntary,
                involuntary - byOther,
                byOther,
                0,
                level.threads(),
                Math.min(noise.reading(runnable), level.threads()),
                level.limitCores() == 0 ? null : level.limitCores(),
                (long) periods,
                (long) throttled);
    }

    /** Of the pod's own disk; nothing where it has none. */
    List<DiskCounters> disks(String device, Noise noise) {
        if (diskRequests == 0) {
            return List.of();
        }
        long requests = (long) diskRequests;
        return List.of(new DiskCounters(
                device,
                requests,
                0,
                requests * REQUEST_BYTES,
                0,
                nanos(diskQueued),
                nanos(diskServed),
                List.of(),
                List.of(),
                noise.reading(level.disks().inDevice())));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
