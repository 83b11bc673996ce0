// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A pod's edges as JSON: see {@link NodeReportWriter} for what is left out. */
final class EdgeJson {

    private EdgeJson() {}

    static void write(JsonGenerator json, List<EdgeCounters> edges) {
        if (edges.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("edges");
        edges.forEach(edge -> write(json, edge));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, EdgeCounters edge) {
        json.writeStartObject();
        json.writeStringProperty("role", edge.role().name());
        json.writeStringProperty("peer", edge.peer());
        json.writeNumberProperty("port", edge.port());
        json.writeNumberProperty("opened", edge.opened());
        json.writeNumberProperty("refused", edge.refused());
        json.writeNumberProperty("reset", edge.reset());
        json.writeNumberProperty("timedOut", edge.timedOut());
        json.writeNumberProperty("closed", edge.closed());
        json.writeNumberProperty("open", edge.open());
        json.writeNumberProperty("sentBytes", edge.sentBytes());
        json.writeNumberProperty("receivedBytes", edge.receivedBytes());
        json.writeNumberProperty("rttMicros", edge.rttMicros());
        json.writeNumberProperty("retransmits", edge.retransmits());
        json.writeNumberProperty("requests", edge.requests());
        json.writeNumberProperty("answers", edge.answers());
        json.writeNumberProperty("outstandingNanos", edge.outstandingNanos());
        CpuJson.histogram(json, "answerHistogram", edge.answerHistogram());
        json.writeNumberProperty("outstanding", edge.outstanding());
        json.writeNumberProperty("overlaps", edge.overlaps());
        json.writeNumberProperty("unasked", edge.unasked());
        connections(json, edge.connections());
        json.writeEndObject();
    }

    private static void connections(JsonGenerator json, List<String> connections) {
        if (connections.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("connections");
        connections.forEach(json::writeString);
        json.writeEndArray();
    }
}
