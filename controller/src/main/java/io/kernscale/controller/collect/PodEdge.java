// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pod's exchange with one peer over a window, by address: nobody has said yet whose address it is. Unchangeable.
 */
public final class PodEdge {

    private final EdgeName name;
    private final List<ClientSocket> connections;
    private final byte[] growth;
    private final Duration window;

    PodEdge(KeptEdge edge, byte[] growth, Duration window) {
        this.name = edge.name();
        this.connections = edge.connections();
        this.growth = growth;
        this.window = window;
    }

    /** Of an edge that grew by this over a window. Gauges are those of its end. */
    static PodEdge of(EdgeCounters growth, Duration window) {
        VarintWriter out = new VarintWriter();
        return new PodEdge(KeptEdge.of(growth, null, out), PackedCounters.pack(growth, out), window);
    }

    /** Which end the pod is. */
    public Role role() {
        return name.role();
    }

    /** Numeric address; empty for the tail of all peers without a row of their own. */
    public String peer() {
        return name.peer();
    }

    /** The same as a number; null where it is none. */
    public @Nullable IpAddress address() {
        return name.address();
    }

    /** The service's port: the peer's for a client, the pod's own for a server; 0 for the tail. */
    public int port() {
        return name.port();
    }

    /** Some of the connections open now. */
    public List<ClientSocket> connections() {
        return connections;
    }

    /** What was exchanged. Made anew for each who asks, of numbers that take a fifth of the room. */
    public EdgeRates rates() {
        return PackedCounters.perSecond(growth, window.toNanos() / 1e9);
    }

    /** Whether it stands for all peers without a row of their own. */
    boolean isTail() {
        return peer().isEmpty();
    }
}
