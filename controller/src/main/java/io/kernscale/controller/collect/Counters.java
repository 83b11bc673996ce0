// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** All counters of a pod: whatever may only grow. Gauges are not among them. */
final class Counters {

    /** @param name as in a report */
    private record Counter<T>(String name, ToLongFunction<T> value) {}

    private static final List<Counter<CpuCounters>> CPU = List.of(
            new Counter<>("cpu.runNanos", CpuCounters::runNanos),
            new Counter<>("cpu.waitContentionNanos", CpuCounters::waitContentionNanos),
            new Counter<>("cpu.waitQuotaNanos", CpuCounters::waitQuotaNanos),
            new Counter<>("cpu.cycleBlockedNanos", CpuCounters::cycleBlockedNanos),
            new Counter<>("cpu.voluntarySwitches", CpuCounters::voluntarySwitches),
            new Counter<>("cpu.involuntarySwitches", CpuCounters::involuntarySwitches),
            new Counter<>("cpu.preemptedByOther", CpuCounters::preemptedByOther),
            new Counter<>("cpu.preemptedBySystem", CpuCounters::preemptedBySystem),
            new Counter<>("cpu.quotaPeriods", CpuCounters::quotaPeriods),
            new Counter<>("cpu.throttledPeriods", CpuCounters::throttledPeriods));

    private static final List<Counter<BlockedNanos>> BLOCKED = List.of(
            new Counter<>("cpu.blocked.disk", BlockedNanos::disk),
            new Counter<>("cpu.blocked.lock", BlockedNanos::lock),
            new Counter<>("cpu.blocked.network", BlockedNanos::network),
            new Counter<>("cpu.blocked.poll", BlockedNanos::poll),
            new Counter<>("cpu.blocked.sleep", BlockedNanos::sleep),
            new Counter<>("cpu.blocked.other", BlockedNanos::other));

    private static final List<Counter<DiskCounters>> DISK = List.of(
            new Counter<>("reads", DiskCounters::reads),
            new Counter<>("writes", DiskCounters::writes),
            new Counter<>("readBytes", DiskCounters::readBytes),
            new Counter<>("writtenBytes", DiskCounters::writtenBytes),
            new Counter<>("queuedNanos", DiskCounters::queuedNanos),
            new Counter<>("deviceNanos", DiskCounters::deviceNanos));

    private Counters() {}

    /** The first that went back; null when none did. */
    static @Nullable String lower(CpuCounters before, CpuCounters after) {
        String name = lower(CPU, before, after);
        return name == null ? lower(BLOCKED, before.blocked(), after.blocked()) : name;
    }

    /** The first of one device that went back; null when none did. */
    static @Nullable String lower(DiskCounters before, DiskCounters after) {
        String name = lower(DISK, before, after);
        return name == null ? null : "disk " + after.device() + "." + name;
    }

    private static <T> @Nullable String lower(List<Counter<T>> counters, T before, T after) {
        for (Counter<T> counter : counters) {
            if (counter.value.applyAsLong(after) < counter.value.applyAsLong(before)) {
                return counter.name;
            }
        }
        return null;
    }
}
