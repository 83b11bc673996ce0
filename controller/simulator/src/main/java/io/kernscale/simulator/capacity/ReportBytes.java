// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reports of nodes whose pods all do the same, at little cost: one row is written and copied with each pod's numbers in
 * it. Each pod uses 0.35 of the half core that it requests, asks as many services as the layout says, and is asked by a pod
 * of as many workloads. Thread-safe.
 */
final class ReportBytes {

    private static final double CORES = 0.35;
    private static final long SWITCH_NANOS = 10_000_000;
    private static final long TURN_NANOS = 100_000_000;

    /** Where a row has a number: nothing else in it looks like these. */
    private static final int POD = 0xfeedbeef;

    private static final int CALLER = 0xfeedca00;
    private static final int SERVICE = 0xfeed5e00;

    private final NodeReportWriter writer = new NodeReportWriter();
    private final Layout layout;

    ReportBytes(Layout layout) {
        this.layout = layout;
    }

    /** The report of a node as of {@code nanos} after the epoch's begin. */
    byte[] of(int node, long nanos) throws IOException {
        byte[] empty = write(node, nanos, List.of());
        byte[] whole = write(node, nanos, List.of(row(nanos)));
        int begin = new String(empty, ISO_8859_1).indexOf("\"pods\":[") + "\"pods\":[".length();
        int rowLength = whole.length - empty.length;
        Gaps row = gaps(Arrays.copyOfRange(whole, begin, begin + rowLength));
        var out = new ByteArrayOutputStream(whole.length + rowLength * (Layout.PODS_A_NODE + 1));
        out.write(empty, 0, begin);
        boolean first = true;
        for (int pod : layout.podsOf(node).toArray()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write(row.of(pod), 0, rowLength);
        }
        out.write(empty, begin, empty.length - begin);
        return out.toByteArray();
    }

    private Gaps gaps(byte[] row) {
        Gaps gaps = new Gaps(row).put(POD, pod -> pod);
        for (int edge = 1; edge <= layout.edges(); edge++) {
            int distance = edge;
            gaps.put(CALLER + edge, pod -> layout.callerOf(pod, distance));
            gaps.put(SERVICE + edge, pod -> layout.serviceOf(pod, distance));
        }
        return gaps;
    }

    private byte[] write(int node, long nanos, List<PodReport> pods) throws IOException {
        var out = new ByteArrayOutputStream(4_096);
        writer.write(
                new NodeReport(
                        NodeReport.API_VERSION,
                        Layout.node(node),
                        "epoch",
                        nanos,
                        nanos,
                        0,
                        16,
                        features(),
                        pods,
                        List.of()),
                out);
        return out.toByteArray();
    }

    private List<FeatureStatus> features() {
        FeatureStatus scheduler = new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, "");
        return layout.edges() == 0
                ? List.of(scheduler)
                : List.of(scheduler, new FeatureStatus(Feature.TCP, Source.TP_BTF, ""));
    }

    private PodReport row(long nanos) {
        long run = (long) (nanos * CORES);
        String number = Gaps.digits(POD);
        return new PodReport(
                Layout.uid(POD),
                PodReport.Kind.POD,
                "team",
                "app-" + number,
                2,
                new CpuCounters(
                        run,
                        run / 50,
                        0,
                        List.of(5L, 9L, 3L, 1L),
                        new BlockedNanos(0, 0, nanos, nanos, nanos, 0),
                        nanos * 4,
                        run / SWITCH_NANOS,
                        run / SWITCH_NANOS / 4,
                        run / SWITCH_NANOS / 4,
                        0,
                        0,
                        12,
                        1,
                        0.5,
                        nanos / 100_000_000,
                        0),
                List.of(),
                edges(nanos),
                SampleCounters.NONE,
                null,
                134_217_728L,
                List.of(
                        new ContainerUsage("c".repeat(56) + number, run, 134_000_000L),
                        new ContainerUsage("d".repeat(56) + number, 0, 200_000L)));
    }

    private List<EdgeCounters> edges(long nanos) {
        List<EdgeCounters> edges = new ArrayList<>();
        for (int edge = 1; edge <= layout.edges(); edge++) {
            edges.add(edge(Role.CLIENT, layout.serviceAddress(SERVICE + edge), 80, layout.address(POD), edge, nanos));
            String caller = layout.address(CALLER + edge);
            edges.add(edge(Role.SERVER, caller, Layout.PORT, caller, edge, nanos));
        }
        return edges;
    }

    /** A connection over which 10 requests a second go, 20 ms each. */
    private EdgeCounters edge(Role role, String peer, int port, String client, int number, long nanos) {
        long turns = nanos / TURN_NANOS;
        return new EdgeCounters(
                role,
                peer,
                port,
                1,
                0,
                0,
                0,
                0,
                1,
                turns * 300,
                turns * 2_000,
                200,
                0,
                turns,
                turns,
                turns * 20_000_000,
                List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, turns / 10, turns - turns / 10),
                0,
                0,
                0,
                List.of(layout.family().socket(client, 40_000 + number)));
    }
}
