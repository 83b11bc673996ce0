// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Latencies;
import io.kernscale.controller.culprit.GraphEdge;
import org.jspecify.annotations.Nullable;

/**
 * One edge of the service map as the API tells it. Absent is what is not known.
 *
 * @param from                id of the node that asks
 * @param to                  id of the node that is asked
 * @param port                the port that was asked; 0 for the tail of all others
 * @param kind                {@code call}, {@code subscription}, {@code unclear} (no turns: times are lower bounds) or
 *                            {@code internal}
 * @param seenBy              the end that counted, {@code client} or {@code server}
 * @param open                connections open now
 * @param outstanding         requests without an answer on average, over the window
 * @param requestsPerSecond   requests
 * @param answersPerSecond    answers
 * @param p50Millis           half of the answers of the window came within this time; absent when there were none
 * @param p95Millis           95 % of them
 * @param p99Millis           99 % of them
 * @param errorRatio          failed connections per request or connection attempt, 0..1; absent when there were none
 * @param failures            failed connections a second, by cause
 * @param sentBytesPerSecond  payload that the end in {@code seenBy} sent
 * @param receivedBytesPerSecond payload that it received
 * @param rttMillis           smoothed round-trip time; absent when unknown
 * @param retransmitsPerSecond segments sent again by the end in {@code seenBy}
 */
public record EdgeJson(
        String from,
        String to,
        int port,
        String kind,
        String seenBy,
        int open,
        double outstanding,
        double requestsPerSecond,
        double answersPerSecond,
        @Nullable Double p50Millis,
        @Nullable Double p95Millis,
        @Nullable Double p99Millis,
        @Nullable Double errorRatio,
        Failures failures,
        double sentBytesPerSecond,
        double receivedBytesPerSecond,
        @Nullable Double rttMillis,
        double retransmitsPerSecond) {

    /** Connections that failed, a second. */
    public record Failures(double refused, double reset, double timedOut) {}

    static EdgeJson of(GraphEdge edge) {
        EdgeRates rates = edge.rates();
        return new EdgeJson(
                NodeJson.id(edge.from()),
                NodeJson.id(edge.to()),
                edge.port(),
                NodeJson.lowerCase(edge.kind()),
                NodeJson.lowerCase(edge.seenBy()),
                rates.open(),
                rates.outstanding(),
                rates.requestsPerSecond(),
                rates.answersPerSecond(),
                millis(rates.answers(), 0.5),
                millis(rates.answers(), 0.95),
                millis(rates.answers(), 0.99),
                errorRatio(rates),
                new Failures(rates.refusedPerSecond(), rates.resetPerSecond(), rates.timedOutPerSecond()),
                rates.sentBytesPerSecond(),
                rates.receivedBytesPerSecond(),
                rates.rttSeconds() > 0 ? rates.rttSeconds() * 1e3 : null,
                rates.retransmitsPerSecond());
    }

    private static @Nullable Double millis(Latencies answers, double ratio) {
        return answers.total() == 0 ? null : answers.quantileSeconds(ratio).orElseThrow() * 1e3;
    }

    /** A refused attempt sent no request, a reset one may have. Example: 9 requests and 1 refusal a second are 0.1. */
    private static @Nullable Double errorRatio(EdgeRates rates) {
        double tries = rates.requestsPerSecond() + rates.refusedPerSecond() + rates.timedOutPerSecond();
        double all = Math.max(tries, rates.failuresPerSecond());
        return all == 0 ? null : rates.failuresPerSecond() / all;
    }
}
