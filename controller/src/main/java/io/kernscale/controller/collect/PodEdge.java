// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.List;

/**
 * One pod's exchange with one peer over a window, by address: nobody has said yet whose address it is.
 *
 * @param role        which end the pod is
 * @param peer        numeric address; empty for the tail of all peers without a row of their own
 * @param port        the service's port: the peer's for a client, the pod's own for a server; 0 for the tail
 * @param rates       what was exchanged
 * @param connections some of the connections open now, by the client's {@code address:port}
 */
public record PodEdge(Role role, String peer, int port, EdgeRates rates, List<String> connections) {

    public PodEdge {
        requireNonNull(role, "role");
        requireNonNull(peer, "peer");
        requireNonNull(rates, "rates");
        connections = List.copyOf(connections);
    }
}
