// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.wire.EdgeCounters;

/** One element of a pod's {@code edges}, read strictly. */
final class EdgeRow {

    private EdgeRow() {}

    static EdgeCounters read(Fields edge) {
        return new EdgeCounters(
                EdgeCounters.Role.valueOf(edge.text("role")),
                edge.text("peer"),
                edge.gauge("port"),
                edge.counter("opened"),
                edge.counter("refused"),
                edge.counter("reset"),
                edge.counter("timedOut"),
                edge.counter("closed"),
                edge.gauge("open"),
                edge.counter("sentBytes"),
                edge.counter("receivedBytes"),
                edge.counter("rttMicros"),
                edge.counter("retransmits"),
                edge.counter("requests"),
                edge.counter("answers"),
                edge.counter("outstandingNanos"),
                edge.histogram("answerHistogram"),
                edge.gauge("outstanding"),
                edge.counter("overlaps"),
                edge.counter("unasked"),
                edge.texts("connections"));
    }
}
