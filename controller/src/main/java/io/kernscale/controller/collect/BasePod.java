// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.PodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod's row until the next one is compared with it: only what is subtracted, and each text as the object
 * that the row before had. 150,000 pods are asked about again and again, and their names are most of a report.
 *
 * @param uid       as in {@link PodReport}, likewise the next two
 * @param cpu       without what is no counter
 * @param disks     without histograms
 * @param edges     in the report's order
 * @param usage     without memory
 */
record BasePod(
        String uid,
        @Nullable String namespace,
        @Nullable String name,
        CpuCounters cpu,
        List<DiskCounters> disks,
        List<KeptEdge> edges,
        List<ContainerUsage> usage) {

    /** @param before the same pod as it was kept before; null where it was not */
    static BasePod of(PodReport pod, @Nullable BasePod before, VarintWriter out) {
        return new BasePod(
                before == null ? pod.uid() : before.uid,
                before == null ? pod.namespace() : sameText(before.namespace, pod.namespace()),
                before == null ? pod.name() : sameText(before.name, pod.name()),
                cpu(pod.cpu()),
                each(pod.disks(), BasePod::disk),
                new KeptEdges(before == null ? List.of() : before.edges).next(pod.edges(), out),
                usage(pod.usage(), before == null ? List.of() : before.usage));
    }

    /** The older of two equal texts, so that the newer one need not be kept. */
    static @Nullable String sameText(@Nullable String before, @Nullable String after) {
        return before != null && before.equals(after) ? before : after;
    }

    /** Made of each one; a stream costs more than most of these lists, which are short or empty. */
    static <A, B> List<B> each(List<A> list, Function<A, B> step) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<B> made = new ArrayList<>(list.size());
        for (A one : list) {
            made.add(step.apply(one));
        }
        return List.copyOf(made);
    }

    private static CpuCounters cpu(CpuCounters cpu) {
        return new CpuCounters(
                cpu.runNanos(),
                cpu.waitContentionNanos(),
                cpu.waitQuotaNanos(),
                List.of(),
                cpu.blocked(),
                cpu.cycleBlockedNanos(),
                cpu.voluntarySwitches(),
                cpu.involuntarySwitches(),
                cpu.preemptedBySame(),
                cpu.preemptedByOther(),
                cpu.preemptedBySystem(),
                cpu.threads(),
                cpu.runnableThreads(),
                null,
                cpu.quotaPeriods(),
                cpu.throttledPeriods());
    }

    private static DiskCounters disk(DiskCounters disk) {
        return new DiskCounters(
                disk.device(),
                disk.reads(),
                disk.writes(),
                disk.readBytes(),
                disk.writtenBytes(),
                disk.queuedNanos(),
                disk.deviceNanos(),
                List.of(),
                List.of(),
                disk.inFlight());
    }

    private static List<ContainerUsage> usage(List<ContainerUsage> usage, List<ContainerUsage> before) {
        return each(usage, one -> new ContainerUsage(id(one.id(), before), one.runNanos(), null));
    }

    private static String id(String id, List<ContainerUsage> before) {
        for (ContainerUsage one : before) {
            if (one.id().equals(id)) {
                return one.id();
            }
        }
        return id;
    }
}
