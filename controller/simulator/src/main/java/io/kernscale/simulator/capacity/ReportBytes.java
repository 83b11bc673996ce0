// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reports of nodes whose pods all do the same, at little cost: one row is written and copied with each pod's number in
 * it. Each pod uses 0.35 of the half core that it requests. Thread-safe.
 */
final class ReportBytes {

    private static final double CORES = 0.35;
    private static final long SWITCH_NANOS = 10_000_000;

    /** Where a row has its pod's number: nothing else in it looks like this. */
    private static final int PLACE = 0xfeedbeef;

    private static final byte[] PLACE_HEX = HexFormat.of().toHexDigits(PLACE).getBytes(ISO_8859_1);

    private final NodeReportWriter writer = new NodeReportWriter();

    /** The report of a node as of {@code nanos} after the epoch's begin. */
    byte[] of(String node, IntStream pods, long nanos) throws IOException {
        byte[] empty = write(node, nanos, List.of());
        byte[] whole = write(node, nanos, List.of(row(nanos)));
        int begin = new String(empty, ISO_8859_1).indexOf("\"pods\":[") + "\"pods\":[".length();
        int rowLength = whole.length - empty.length;
        byte[] row = new byte[rowLength];
        System.arraycopy(whole, begin, row, 0, rowLength);
        int[] places = places(row);
        var out = new ByteArrayOutputStream(whole.length + rowLength * (Layout.PODS_A_NODE + 1));
        out.write(empty, 0, begin);
        boolean first = true;
        for (int pod : pods.toArray()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            byte[] number = HexFormat.of().toHexDigits(pod).getBytes(ISO_8859_1);
            for (int place : places) {
                System.arraycopy(number, 0, row, place, number.length);
            }
            out.write(row, 0, rowLength);
        }
        out.write(empty, begin, empty.length - begin);
        return out.toByteArray();
    }

    private static int[] places(byte[] row) {
        return IntStream.range(0, row.length - PLACE_HEX.length + 1)
                .filter(i -> Arrays.equals(row, i, i + PLACE_HEX.length, PLACE_HEX, 0, PLACE_HEX.length))
                .toArray();
    }

    private byte[] write(String node, long nanos, List<PodReport> pods) throws IOException {
        var out = new ByteArrayOutputStream(4_096);
        writer.write(
                new NodeReport(
                        NodeReport.API_VERSION,
                        node,
                        "epoch",
                        nanos,
                        nanos,
                        0,
                        16,
                        List.of(new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, "")),
                        pods,
                        List.of()),
                out);
        return out.toByteArray();
    }

    private static PodReport row(long nanos) {
        long run = (long) (nanos * CORES);
        String number = HexFormat.of().toHexDigits(PLACE);
        return new PodReport(
                Layout.uid(PLACE),
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
                List.of(),
                SampleCounters.NONE,
                null,
                134_217_728L,
                List.of(
                        new ContainerUsage("c".repeat(56) + number, run, 134_000_000L),
                        new ContainerUsage("d".repeat(56) + number, 0, 200_000L)));
    }
}
