// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import io.kernscale.agent.bpf.SchedCounters;
import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.HotSpot;
import io.kernscale.wire.SampleCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sum of kernel counters of several cgroups: a container's, a pod's, or what a pod's ended cgroups left behind. */
final class Tally {
    private final Histogram waits = new Histogram();
    private final Map<DeviceNumber, DiskTally> disks = new TreeMap<>();
    private long run;
    private long contention;
    private long quota;
    private long disk;
    private long lock;
    private long network;
    private long poll;
    private long sleep;
    private long other;
    private long cycle;
    private long voluntary;
    private long bySame;
    private long byOther;
    private long bySystem;
    private int threads;
    private int runnable;
    private long user;
    private long kernel;

    void add(Cgroup cgroup) {
        SchedCounters scheduler = cgroup.scheduler();
        if (scheduler != null) {
            add(scheduler);
        }
        SampleCounts samples = cgroup.samples();
        if (samples != null) {
            user += samples.user();
            kernel += samples.kernel();
        }
        cgroup.block()
                .forEach((key, counters) ->
                        disk(new DeviceNumber(key.major(), key.minor())).add(counters));
    }

    private void add(SchedCounters counters) {
        run += counters.runNanos();
        contention += counters.waitContentionNanos();
        quota += counters.waitQuotaNanos();
        waits.add(counters.waitHistogram());
        disk += counters.blockedDiskNanos();
        lock += counters.blockedLockNanos();
        network += counters.blockedNetworkNanos();
        poll += counters.blockedPollNanos();
        sleep += counters.blockedSleepNanos();
        other += counters.blockedOtherNanos();
        cycle += counters.cycleBlockedNanos();
        voluntary += counters.voluntarySwitches();
        bySame += counters.preemptedBySame();
        byOther += counters.preemptedByOther();
        bySystem += counters.preemptedBySystem();
        threads += counters.threads();
        runnable += counters.runnableThreads();
    }

    /** Takes over what files know of run, wait and disks. */
    void add(FileTotals files) {
        run += files.runNanos();
        contention += files.contentionNanos();
        quota += files.throttledNanos();
        files.disks()
                .forEach((device, io) -> disk(device).add(io.reads(), io.writes(), io.readBytes(), io.writtenBytes()));
    }

    void add(Tally tally) {
        run += tally.run;
        contention += tally.contention;
        quota += tally.quota;
        waits.add(tally.waits);
        disk += tally.disk;
        lock += tally.lock;
        network += tally.network;
        poll += tally.poll;
        sleep += tally.sleep;
        other += tally.other;
        cycle += tally.cycle;
        voluntary += tally.voluntary;
        bySame += tally.bySame;
        byOther += tally.byOther;
        bySystem += tally.bySystem;
        threads += tally.threads;
        runnable += tally.runnable;
        user += tally.user;
        kernel += tally.kernel;
        tally.disks.forEach((device, sum) -> disk(device).add(sum));
    }

    /** Drops what only the living have: threads, and requests in flight. */
    void land() {
        threads = 0;
        runnable = 0;
        disks.values().forEach(DiskTally::land);
    }

    long runNanos() {
        return run;
    }

    long waitNanos() {
        return contention + quota;
    }

    CpuCounters cpu(Bandwidth bandwidth) {
        return new CpuCounters(
                run,
                contention,
                quota,
                waits.toList(),
                new BlockedNanos(disk, lock, network, poll, sleep, other),
                cycle,
                voluntary,
                bySame + byOther + bySystem,
                bySame,
                byOther,
                bySystem,
                Math.max(0, threads), // a thread may end that was never counted in
                Math.max(0, runnable),
                bandwidth.quotaCores(),
                bandwidth.periods(),
                bandwidth.throttledPeriods());
    }

    List<DiskCounters> disks(Function<DeviceNumber, String> names) {
        return disks.entrySet().stream()
                .map(entry -> entry.getValue().counters(names.apply(entry.getKey())))
                .toList();
    }

    SampleCounters samples(List<HotSpot> hot) {
        return new SampleCounters(user, kernel, hot);
    }

    private DiskTally disk(DeviceNumber device) {
        return disks.computeIfAbsent(device, any -> new DiskTally());
    }
}
