// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a report until the next one is compared with it: only what is subtracted, and each text as the object
 * that the report before had. 150,000 pods are asked about again and again, and their names are most of a report.
 */
final class BaseReport {

    private BaseReport() {}

    /**
     * The report to keep.
     *
     * @param before its pods as they were kept before, by UID
     */
    static NodeReport of(NodeReport report, Map<String, PodReport> before) {
        return new NodeReport(
                report.apiVersion(),
                report.node(),
                report.epoch(),
                report.sequence(),
                report.monotonicNanos(),
                report.ageMillis(),
                report.cpus(),
                report.features(),
                each(report.pods(), pod -> pod(pod, before.get(pod.uid()))),
                List.of());
    }

    private static PodReport pod(PodReport pod, @Nullable PodReport before) {
        return new PodReport(
                before == null ? pod.uid() : before.uid(),
                pod.kind(),
                before == null ? pod.namespace() : sameText(before.namespace(), pod.namespace()),
                before == null ? pod.name() : sameText(before.name(), pod.name()),
                pod.containers(),
                cpu(pod.cpu()),
                each(pod.disks(), BaseReport::disk),
                each(pod.edges(), BaseReport::edge),
                SampleCounters.NONE,
                null,
                null,
                usage(pod.usage(), before == null ? List.of() : before.usage()));
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
        return made;
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

    private static EdgeCounters edge(EdgeCounters edge) {
        return new EdgeCounters(
                edge.role(),
                edge.peer(),
                edge.port(),
                edge.opened(),
                edge.refused(),
                edge.reset(),
                edge.timedOut(),
                edge.closed(),
                edge.open(),
                edge.sentBytes(),
                edge.receivedBytes(),
                edge.rttMicros(),
                edge.retransmits(),
                edge.requests(),
                edge.answers(),
                edge.outstandingNanos(),
                edge.answerHistogram(),
                edge.outstanding(),
                edge.overlaps(),
                edge.unasked(),
                List.of());
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
