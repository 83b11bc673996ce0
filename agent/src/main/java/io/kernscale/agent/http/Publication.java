// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A finished collection and its encodings, each made once, by the first request that wants it. Thread-safe. */
final class Publication {

    private static final NodeReportWriter WRITER = new NodeReportWriter();

    private final NodeReport report;
    private final long startedNanos;
    private final long durationNanos;

    private @Nullable SharedBody reportBody;
    private @Nullable SharedBody podMetrics;

    Publication(NodeReport report, long startedNanos, long durationNanos) {
        this.report = report;
        this.startedNanos = startedNanos;
        this.durationNanos = durationNanos;
    }

    /** The report; its age says nothing. */
    NodeReport report() {
        return report;
    }

    long durationNanos() {
        return durationNanos;
    }

    /** Counted from the start of the collection, so that nothing in the report is older. */
    long ageMillis(long nowNanos) {
        return Math.max(0, (nowNanos - startedNanos) / 1_000_000);
    }

    /** The report, still without its age. */
    synchronized SharedBody reportBody() {
        if (reportBody == null) {
            var out = new ByteArrayOutputStream(64 << 10);
            WRITER.writeOpen(report, out);
            reportBody = new SharedBody(out.toByteArray());
        }
        return reportBody;
    }

    /** The pods' part of the metrics. */
    synchronized SharedBody podMetrics() {
        if (podMetrics == null) {
            podMetrics = new SharedBody(PodMetrics.of(report.pods()));
        }
        return podMetrics;
    }
}
