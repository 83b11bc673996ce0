// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.HotSpot;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.PressureTotals;
import io.kernscale.wire.SampleCounters;
import org.jspecify.annotations.Nullable;

/** One element of a report's {@code pods}, read strictly. Unknown fields are ignored, so agents may be newer. */
final class PodRow {

    /** A pod of more is no pod. */
    private static final int MAX_CONTAINERS = 1_000;

    private PodRow() {}

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException with the field, the rule and the value, when it makes no sense
     */
    static PodReport read(Fields fields) {
        return new PodReport(
                fields.text("uid"),
                PodReport.Kind.valueOf(fields.text("kind")),
                fields.optionalText("namespace"),
                fields.optionalText("name"),
                fields.gauge("containers"),
                cpu(fields.object("cpu")),
                fields.list("disks", PodRow::disk),
                EdgeRow.readAll(fields),
                samples(fields.object("samples")),
                pressure(fields.optionalObject("pressure")),
                fields.optionalCounter("memoryBytes"),
                fields.list("usage", MAX_CONTAINERS, PodRow::usage));
    }

    private static ContainerUsage usage(Fields usage) {
        return new ContainerUsage(usage.text("id"), usage.counter("runNanos"), usage.optionalCounter("memoryBytes"));
    }

    private static CpuCounters cpu(Fields cpu) {
        return new CpuCounters(
                cpu.counter("runNanos"),
                cpu.counter("waitContentionNanos"),
                cpu.counter("waitQuotaNanos"),
                cpu.histogram("waitHistogram"),
                blocked(cpu.object("blocked")),
                cpu.counter("cycleBlockedNanos"),
                cpu.counter("voluntarySwitches"),
                cpu.counter("involuntarySwitches"),
                cpu.counter("preemptedBySame"),
                cpu.counter("preemptedByOther"),
                cpu.counter("preemptedBySystem"),
                cpu.gauge("threads"),
                cpu.gauge("runnableThreads"),
                cpu.optionalNumber("quotaCores"),
                cpu.counter("quotaPeriods"),
                cpu.counter("throttledPeriods"));
    }

    private static BlockedNanos blocked(Fields blocked) {
        return new BlockedNanos(
                blocked.counter("disk"),
                blocked.counter("lock"),
                blocked.counter("network"),
                blocked.counter("poll"),
                blocked.counter("sleep"),
                blocked.counter("other"));
    }

    private static DiskCounters disk(Fields disk) {
        return new DiskCounters(
                disk.text("device"),
                disk.counter("reads"),
                disk.counter("writes"),
                disk.counter("readBytes"),
                disk.counter("writtenBytes"),
                disk.counter("queuedNanos"),
                disk.counter("deviceNanos"),
                disk.histogram("queuedHistogram"),
                disk.histogram("deviceHistogram"),
                disk.counter("inFlight"));
    }

    private static SampleCounters samples(Fields samples) {
        return new SampleCounters(
                samples.counter("user"), samples.counter("kernel"), samples.list("hot", PodRow::hotSpot));
    }

    private static HotSpot hotSpot(Fields spot) {
        // kernel addresses have their highest bit set: as a Java long they are negative, and that is fine
        return new HotSpot(spot.text("mapping"), spot.bits("offset"), spot.text("symbol"), spot.counter("samples"));
    }

    private static @Nullable PressureTotals pressure(@Nullable Fields pressure) {
        if (pressure == null) {
            return null;
        }
        return new PressureTotals(
                pressure.counter("cpuSomeMicros"),
                pressure.counter("ioSomeMicros"),
                pressure.counter("ioFullMicros"),
                pressure.counter("memorySomeMicros"));
    }
}
