// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.wire.EdgeCounters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A pod's {@code edges}, read strictly. Their number and their texts are bounded, so that one pod cannot fill the heap. */
final class EdgeRow {

    /** An agent lists at most 1024 of each role. */
    private static final int MAX_EDGES = 4096;

    private static final int MAX_CONNECTIONS = 64;

    /** The longest: an IPv6 address with its zone in brackets, and a port. */
    private static final int MAX_ADDRESS_LENGTH = 64;

    private record Name(EdgeCounters.Role role, String peer, int port) {}

    private EdgeRow() {}

    /** All edges of a pod. Each may be there once: two rows of one name cannot be subtracted from one. */
    static List<EdgeCounters> readAll(Fields pod) {
        List<EdgeCounters> edges = pod.list("edges", MAX_EDGES, EdgeRow::read);
        Set<Name> names = new HashSet<>();
        for (EdgeCounters edge : edges) {
            Name name = new Name(edge.role(), edge.peer(), edge.port());
            if (!names.add(name)) {
                throw new IllegalArgumentException("edges must name a role, peer and port once, named twice: "
                        + name.role + " " + name.peer + " port " + name.port);
            }
        }
        return edges;
    }

    private static EdgeCounters read(Fields edge) {
        return new EdgeCounters(
                EdgeCounters.Role.valueOf(edge.text("role")),
                edge.text("peer", MAX_ADDRESS_LENGTH),
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
                edge.texts("connections", MAX_CONNECTIONS, MAX_ADDRESS_LENGTH));
    }
}
