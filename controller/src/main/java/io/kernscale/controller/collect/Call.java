// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/**
 * What a workload exchanged with one peer at one port, added up over its observed pods.
 *
 * @param peer  who is asked, or, among what a workload serves, who asks
 * @param port  the port that was asked: as the client used it (a Service's), or, among what a workload serves, its own
 * @param rates of that role's sockets
 */
public record Call(Peer peer, int port, EdgeRates rates) {

    public Call {
        requireNonNull(peer, "peer");
        requireNonNull(rates, "rates");
    }
}
