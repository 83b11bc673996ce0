// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Peer;

/**
 * Who asks whom, and how that goes.
 *
 * @param from   who asks
 * @param to     who is asked
 * @param port   the port that was asked
 * @param kind   what outstanding time on it means
 * @param rates  as the end in {@code seenBy} counted them
 * @param seenBy the caller where an agent sees it, else the one who is asked
 */
public record GraphEdge(Peer from, Peer to, int port, Dependency.Kind kind, EdgeRates rates, Side seenBy) {

    /** Which end counted. */
    public enum Side {
        CLIENT,
        SERVER
    }

    public GraphEdge {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(kind, "kind");
        requireNonNull(rates, "rates");
        requireNonNull(seenBy, "seenBy");
    }
}
