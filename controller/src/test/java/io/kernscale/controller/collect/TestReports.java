// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.List;
import java.util.stream.Stream;

/** Reports for tests: a node of 4 CPUs, whose n-th collection was taken n times 2 s after the first. */
public final class TestReports {

    private TestReports() {}

    public static NodeReport report(long sequence, PodReport... pods) {
        return report("node-1", "epoch-a", sequence, sequence * 2_000_000_000L, Source.TP_BTF, pods);
    }

    public static NodeReport reportOf(String node, long sequence, PodReport... pods) {
        return report(node, "epoch-a", sequence, sequence * 2_000_000_000L, Source.TP_BTF, pods);
    }

    public static NodeReport report(
            String node, String epoch, long sequence, long monotonicNanos, Source source, PodReport... pods) {
        return new NodeReport(
                NodeReport.API_VERSION,
                node,
                epoch,
                sequence,
                monotonicNanos,
                100,
                4,
                List.of(new FeatureStatus(Feature.SCHEDULER, source, "")),
                List.of(pods),
                List.of());
    }

    /** As {@link #reportOf}, of an agent that counts TCP as well. */
    public static NodeReport tcpReportOf(String node, long sequence, PodReport... pods) {
        NodeReport report = reportOf(node, sequence, pods);
        return new NodeReport(
                report.apiVersion(),
                node,
                report.epoch(),
                sequence,
                report.monotonicNanos(),
                report.ageMillis(),
                report.cpus(),
                List.of(
                        new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, ""),
                        new FeatureStatus(Feature.TCP, Source.TP_BTF, "")),
                report.pods(),
                List.of());
    }

    /** A pod that does nothing but talk. */
    public static PodReport podWith(String uid, AnEdge... edges) {
        PodReport pod = pod(uid, 0, 0, 0);
        return new PodReport(
                uid,
                pod.kind(),
                pod.namespace(),
                pod.name(),
                pod.containers(),
                pod.cpu(),
                pod.disks(),
                Stream.of(edges).map(AnEdge::counters).toList(),
                pod.samples(),
                null);
    }

    /** A pod of 8 threads after so much time. */
    public static PodReport pod(String uid, long runMillis, long contentionMillis, long quotaMillis) {
        return pod(uid, runMillis, contentionMillis, quotaMillis, List.of());
    }

    public static PodReport pod(
            String uid, long runMillis, long contentionMillis, long quotaMillis, List<DiskCounters> disks) {
        CpuCounters cpu = new CpuCounters(
                runMillis * 1_000_000,
                contentionMillis * 1_000_000,
                quotaMillis * 1_000_000,
                List.of(),
                new BlockedNanos(0, 0, runMillis * 2_000_000, 0, 0, 0),
                runMillis * 1_000_000,
                runMillis,
                4 * runMillis,
                2 * runMillis,
                runMillis,
                runMillis,
                8,
                3,
                null,
                10 * runMillis,
                5 * runMillis);
        return new PodReport(
                uid,
                PodReport.Kind.POD,
                "shop",
                uid,
                1,
                cpu,
                disks,
                List.of(),
                new SampleCounters(0, 0, List.of()),
                null);
    }

    public static DiskCounters disk(String device, long requests, long millis) {
        return new DiskCounters(
                device, requests, 0, requests * 4096, 0, millis * 500_000, millis * 500_000, List.of(), List.of(), 0);
    }
}
