// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pod's exchange with one peer over a window, by address: nobody has said yet whose address it is. What is text in a
 * report is read once, here, and not in each pass that looks at it.
 *
 * @param role        which end the pod is
 * @param peer        numeric address; empty for the tail of all peers without a row of their own
 * @param address     the same as a number; null where it is none
 * @param port        the service's port: the peer's for a client, the pod's own for a server; 0 for the tail
 * @param rates       what was exchanged
 * @param connections some of the connections open now
 */
public record PodEdge(
        Role role,
        String peer,
        @Nullable IpAddress address,
        int port,
        EdgeRates rates,
        List<ClientSocket> connections) {

    public PodEdge {
        requireNonNull(role, "role");
        requireNonNull(peer, "peer");
        requireNonNull(rates, "rates");
        connections = List.copyOf(connections);
    }

    /** As a report has it, with connections as {@code address:port} of the client. */
    PodEdge(Role role, String peer, int port, EdgeRates rates, List<String> connections) {
        this(role, peer, IpAddress.parse(peer), port, rates, BaseReport.each(connections, ClientSocket::parse));
    }

    /** Whether it stands for all peers without a row of their own. */
    boolean isTail() {
        return peer.isEmpty();
    }
}
