// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which of a pod's edges it is. What is text in a report is read once, here, and kept as long as the edge is reported.
 *
 * @param role    which end the pod is
 * @param peer    numeric address; empty for the tail of all peers without a row of their own
 * @param address the same as a number; null where it is none
 * @param port    the service's port: the peer's for a client, the pod's own for a server; 0 for the tail
 */
record EdgeName(Role role, String peer, @Nullable IpAddress address, int port) {

    EdgeName {
        requireNonNull(role, "role");
        requireNonNull(peer, "peer");
    }

    static EdgeName of(EdgeCounters edge) {
        return new EdgeName(edge.role(), edge.peer(), IpAddress.parse(edge.peer()), edge.port());
    }

    boolean isOf(EdgeCounters edge) {
        return port == edge.port() && role == edge.role() && peer.equals(edge.peer());
    }
}
