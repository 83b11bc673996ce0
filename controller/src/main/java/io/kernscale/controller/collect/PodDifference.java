// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.HotSpot;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two rows of one pod, subtracted. Texts are those of the row before: see {@link BasePod}. */
final class PodDifference {

    /** Collections are not taken at one instant on all CPUs, so a busy node may read a little over its size. */
    private static final double CLOCK_SLACK_RATIO = 1.05;

    private final String node;
    private final int cpus;
    private final BasePod before;
    private final PodReport after;
    private final Duration window;
    private final double seconds;
    private final @Nullable String wentBack;
    private final CpuFlow cpu;
    private final List<DiskRates> disks;

    PodDifference(String node, int cpus, BasePod before, PodReport after, Duration window) {
        this.node = node;
        this.cpus = cpus;
        this.before = before;
        this.after = after;
        this.window = window;
        this.seconds = window.toNanos() / 1e9;
        this.wentBack = counterThatWentBack();
        this.cpu = wentBack == null ? cpu() : CpuFlow.NONE;
        this.disks = wentBack == null ? disks() : List.of();
    }

    /** What is wrong with the pair; null when it can be used. */
    @Nullable
    RateIncident problem() {
        if (wentBack != null) {
            return RateCalculator.incident(RateIssue.COUNTER_WENT_BACK, after, wentBack + " is lower than before");
        }
        if (cpus > 0 && cpu.runCores() > cpus * CLOCK_SLACK_RATIO + 0.05) {
            return absurd("%.2f cores run on a node of %d".formatted(cpu.runCores(), cpus));
        }
        double demand = cpu.runCores() + cpu.waitContentionCores() + cpu.waitQuotaCores();
        if (demand > plausibleThreads()) {
            return absurd("%.2f threads ran or waited, %.0f are plausible".formatted(demand, plausibleThreads()));
        }
        if (cpu.burstsPerSecond() > PhysicalLimits.SWITCHES_PER_SECOND_AND_CPU * Math.max(cpus, 1)) {
            return absurd("%.0f switches a second".formatted(cpu.burstsPerSecond()));
        }
        return absurdDisk();
    }

    /**
     * Threads that can have stood in the run queue on average: twice the larger of the two counts, because threads
     * that began and ended within the window were in neither, and two per CPU for those who start them.
     */
    private double plausibleThreads() {
        return 2.0 * (Math.max(before.cpu().threads(), after.cpu().threads()) + Math.max(cpus, 1));
    }

    private @Nullable RateIncident absurdDisk() {
        for (DiskRates disk : disks) {
            if (disk.requestsPerSecond() > PhysicalLimits.DISK_REQUESTS_PER_SECOND
                    || disk.bytesPerSecond() > PhysicalLimits.DISK_BYTES_PER_SECOND
                    || disk.queuedRequests() + disk.deviceRequests() > PhysicalLimits.DISK_REQUESTS_AT_ONCE) {
                return absurd(disk.toString());
            }
        }
        return null;
    }

    private RateIncident absurd(String detail) {
        return RateCalculator.incident(RateIssue.ABSURD_RATE, after, detail + ", in " + window);
    }

    private @Nullable String counterThatWentBack() {
        String name = Counters.lower(before.cpu(), after.cpu());
        for (int i = 0; name == null && i < after.disks().size(); i++) {
            DiskCounters disk = after.disks().get(i);
            name = Counters.lower(earlier(disk.device()), disk);
        }
        return name;
    }

    /** A device that the row before did not name was not used until then: its counters began at zero. */
    private DiskCounters earlier(String device) {
        for (DiskCounters disk : before.disks()) {
            if (disk.device().equals(device)) {
                return disk;
            }
        }
        return new DiskCounters(device, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0);
    }

    /** The rates, completed by those of the pod's TCP edges; null when nobody counted them. */
    PodRates rates(@Nullable List<PodEdge> edges) {
        List<String> hot = BasePod.each(after.samples().hot(), PodDifference::place);
        return new PodRates(
                before.uid(),
                BasePod.sameText(before.namespace(), after.namespace()),
                BasePod.sameText(before.name(), after.name()),
                cpu,
                disks,
                edges,
                hot,
                after.memoryBytes(),
                containers());
    }

    /** Those of both rows; one whose counter went back is another one, or none. */
    private List<ContainerRates> containers() {
        List<ContainerRates> rates = new ArrayList<>(after.usage().size());
        for (ContainerUsage usage : after.usage()) {
            ContainerUsage start = earlier(usage);
            if (start != null && usage.runNanos() >= start.runNanos()) {
                rates.add(new ContainerRates(
                        start.id(), threads(start.runNanos(), usage.runNanos()), usage.memoryBytes()));
            }
        }
        return rates;
    }

    private @Nullable ContainerUsage earlier(ContainerUsage usage) {
        for (ContainerUsage start : before.usage()) {
            if (start.id().equals(usage.id())) {
                return start;
            }
        }
        return null;
    }

    private CpuFlow cpu() {
        CpuCounters a = before.cpu();
        CpuCounters b = after.cpu();
        return new CpuFlow(
                threads(a.runNanos(), b.runNanos()),
                threads(a.waitContentionNanos(), b.waitContentionNanos()),
                threads(a.waitQuotaNanos(), b.waitQuotaNanos()),
                threads(a.cycleBlockedNanos(), b.cycleBlockedNanos()),
                blocked(a.blocked(), b.blocked()),
                perSecond(a.voluntarySwitches(), b.voluntarySwitches()),
                perSecond(a.involuntarySwitches(), b.involuntarySwitches()),
                perSecond(a.preemptedByOther(), b.preemptedByOther())
                        + perSecond(a.preemptedBySystem(), b.preemptedBySystem()),
                perSecond(a.quotaPeriods(), b.quotaPeriods()),
                perSecond(a.throttledPeriods(), b.throttledPeriods()),
                b.runnableThreads(),
                a.runnableThreads(),
                b.threads());
    }

    private BlockedRates blocked(BlockedNanos a, BlockedNanos b) {
        return new BlockedRates(
                threads(a.disk(), b.disk()),
                threads(a.lock(), b.lock()),
                threads(a.network(), b.network()),
                threads(a.poll(), b.poll()),
                threads(a.sleep(), b.sleep()),
                threads(a.other(), b.other()));
    }

    private List<DiskRates> disks() {
        return BasePod.each(after.disks(), disk -> disk(earlier(disk.device()), disk));
    }

    private DiskRates disk(DiskCounters a, DiskCounters b) {
        return new DiskRates(
                node,
                b.device(),
                perSecond(a.reads(), b.reads()) + perSecond(a.writes(), b.writes()),
                perSecond(a.readBytes(), b.readBytes()) + perSecond(a.writtenBytes(), b.writtenBytes()),
                threads(a.queuedNanos(), b.queuedNanos()),
                threads(a.deviceNanos(), b.deviceNanos()),
                List.of());
    }

    /** Nanoseconds a second, as a number of threads (or of requests): 3e9 ns in 2 s are 1.5. */
    private double threads(long beforeNanos, long afterNanos) {
        return (afterNanos - beforeNanos) / 1e9 / seconds;
    }

    private double perSecond(long beforeCount, long afterCount) {
        return (afterCount - beforeCount) / seconds;
    }

    private static String place(HotSpot spot) {
        String place = spot.mapping() + "+0x" + Long.toHexString(spot.offset());
        return spot.symbol().isEmpty() ? place : place + " (" + spot.symbol() + ")";
    }
}
