// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge of a report as it is kept until the next one is compared with it. Names and connections are those of the report
 * before as long as they are the same, so that they are there once.
 */
final class KeptEdge {

    private final EdgeName name;
    private final List<ClientSocket> connections;
    private final byte[] counters;

    private KeptEdge(EdgeName name, List<ClientSocket> connections, byte[] counters) {
        this.name = name;
        this.connections = connections;
        this.counters = counters;
    }

    static KeptEdge of(EdgeCounters edge, @Nullable KeptEdge before, VarintWriter out) {
        EdgeName name = before == null ? EdgeName.of(edge) : before.name;
        List<ClientSocket> connections =
                connections(edge.connections(), before == null ? List.of() : before.connections, name.address());
        return new KeptEdge(name, connections, PackedCounters.pack(edge, out));
    }

    /** Which edge it is. */
    EdgeName name() {
        return name;
    }

    /** Some of the connections open. */
    List<ClientSocket> connections() {
        return connections;
    }

    /** Its numbers. */
    EdgeCounters counters() {
        return PackedCounters.unpack(counters, name);
    }

    /** A server's peer is the address of all its connections. */
    private static List<ClientSocket> connections(
            List<String> texts, List<ClientSocket> before, @Nullable IpAddress peer) {
        List<ClientSocket> read = new ArrayList<>(texts.size());
        for (String text : texts) {
            ClientSocket socket = ClientSocket.parse(text);
            read.add(peer != null && peer.equals(socket.address()) ? new ClientSocket(peer, socket.port()) : socket);
        }
        return read.equals(before) ? before : List.copyOf(read);
    }
}
