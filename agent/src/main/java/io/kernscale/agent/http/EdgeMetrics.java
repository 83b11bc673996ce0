// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.http.MetricsText.Type;
import io.kernscale.agent.http.PodMetrics.Row;
import io.kernscale.wire.EdgeCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The pods' TCP edges as metrics: those that a report lists, by role, peer and port. Tails have none: what they add up
 * changes with who is listed, and a sum over peers would count an edge here and there.
 */
final class EdgeMetrics {

    /** @param labels the pod's, then {@code role}, {@code peer} and {@code port} */
    private record Edge(EdgeCounters counters, String labels) {

        static Edge of(Row row, EdgeCounters counters) {
            String role = counters.role().name().toLowerCase(Locale.ROOT);
            String own =
                    MetricsText.labels("role", role, "peer", counters.peer(), "port", String.valueOf(counters.port()));
            return new Edge(counters, row.labels() + "," + own);
        }

        String with(String label, String value) {
            return labels + "," + MetricsText.labels(label, value);
        }
    }

    private final MetricsText text;
    private final List<Edge> edges = new ArrayList<>();

    private EdgeMetrics(MetricsText text, List<Row> rows) {
        this.text = text;
        for (Row row : rows) {
            row.pod().edges().stream()
                    .filter(edge -> !edge.isTail())
                    .map(edge -> Edge.of(row, edge))
                    .forEach(edges::add);
        }
    }

    static void append(MetricsText text, List<Row> rows) {
        var metrics = new EdgeMetrics(text, rows);
        metrics.connections();
        metrics.bytes();
        metrics.turns();
        metrics.times();
    }

    private void connections() {
        text.family("kernscale_pod_tcp_connections_opened_total", Type.COUNTER, "Connections established.");
        each(EdgeCounters::opened);
        text.family(
                "kernscale_pod_tcp_connections_failed_total",
                Type.COUNTER,
                "Connections refused, reset, or given up for want of an answer, by reason.");
        each("reason", "refused", EdgeCounters::refused);
        each("reason", "reset", EdgeCounters::reset);
        each("reason", "timed_out", EdgeCounters::timedOut);
        text.family("kernscale_pod_tcp_connections_closed_total", Type.COUNTER, "Established connections that ended.");
        each(EdgeCounters::closed);
        text.family("kernscale_pod_tcp_open_connections", Type.GAUGE, "Established connections.");
        each(EdgeCounters::open);
    }

    private void bytes() {
        text.family("kernscale_pod_tcp_bytes_total", Type.COUNTER, "Payload handed to the kernel and taken from it.");
        each("direction", "sent", EdgeCounters::sentBytes);
        each("direction", "received", EdgeCounters::receivedBytes);
        text.family("kernscale_pod_tcp_retransmits_total", Type.COUNTER, "Segments sent again.");
        each(EdgeCounters::retransmits);
        text.family("kernscale_pod_tcp_round_trip_seconds", Type.GAUGE, "Smoothed round-trip time; absent if unknown.");
        for (Edge edge : edges) {
            if (edge.counters().rttMicros() > 0) {
                text.seconds(edge.labels(), edge.counters().rttMicros() * 1_000);
            }
        }
    }

    private void turns() {
        text.family("kernscale_pod_tcp_requests_total", Type.COUNTER, "Turns begun: a first send (server: receive).");
        each(EdgeCounters::requests);
        text.family("kernscale_pod_tcp_answers_total", Type.COUNTER, "Turns ended by an answer.");
        each(EdgeCounters::answers);
        text.family(
                "kernscale_pod_tcp_overlaps_total",
                Type.COUNTER,
                "Requests sent while another was unanswered: pipelining, multiplexing, streaming.");
        each(EdgeCounters::overlaps);
        text.family("kernscale_pod_tcp_unasked_total", Type.COUNTER, "Answers that no request preceded.");
        each(EdgeCounters::unasked);
        text.family("kernscale_pod_tcp_outstanding_requests", Type.GAUGE, "Turns and connection attempts in progress.");
        each(EdgeCounters::outstanding);
    }

    private void times() {
        text.family(
                "kernscale_pod_tcp_outstanding_seconds_total",
                Type.COUNTER,
                "Request-seconds outstanding: its rate is the concurrency spent on the peer.");
        for (Edge edge : edges) {
            text.seconds(edge.labels(), edge.counters().outstandingNanos());
        }
        text.family(
                "kernscale_pod_tcp_answer_duration_seconds",
                Type.HISTOGRAM,
                "Answers by time since their request; the sum also has turns and attempts in progress.");
        for (Edge edge : edges) {
            EdgeCounters counters = edge.counters();
            WaitHistogram.append(text, edge.labels(), counters.answerHistogram(), counters.outstandingNanos());
        }
    }

    private void each(ToLongFunction<EdgeCounters> counter) {
        for (Edge edge : edges) {
            text.sample(edge.labels(), counter.applyAsLong(edge.counters()));
        }
    }

    private void each(String label, String value, ToLongFunction<EdgeCounters> counter) {
        for (Edge edge : edges) {
            text.sample(edge.with(label, value), counter.applyAsLong(edge.counters()));
        }
    }
}
