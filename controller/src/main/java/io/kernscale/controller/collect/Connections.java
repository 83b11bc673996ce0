// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ends of sampled connections, found by the client's {@code address:port}: both ends know it, and both sample the
 * same ones. What one end finds here is a candidate, no proof: ports are used again, and reports differ in age. Of one
 * thread: ends are sorted by connection when somebody first asks for their address.
 */
final class Connections {

    private final Map<Place, Ends> servers = new HashMap<>();
    private final Map<Place, Ends> clients = new HashMap<>();

    /**
     * Where a client's address means one client.
     *
     * @param namespace the network namespace that a loopback address belongs to; empty for all other addresses
     */
    private record Place(String namespace, IpAddress address) {
        static Place of(EdgeEnd end, IpAddress address) {
            return new Place(address.isLoopback() ? namespace(end) : "", address);
        }

        private static String namespace(EdgeEnd end) {
            PodState pod = end.pod();
            return pod == null || end.sharesHost() ? "node " + end.node() : "pod " + pod.uid();
        }
    }

    /** The ends at one client address. */
    private static final class Ends {
        private final List<EdgeEnd> all = new ArrayList<>();
        private @Nullable Map<String, List<EdgeEnd>> byConnection;

        List<EdgeEnd> of(String connection) {
            Map<String, List<EdgeEnd>> sorted = byConnection;
            if (sorted == null) {
                sorted = new HashMap<>();
                for (EdgeEnd end : all) {
                    for (String sample : end.edge().connections()) {
                        sorted.computeIfAbsent(sample, key -> new ArrayList<>(1))
                                .add(end);
                    }
                }
                byConnection = sorted;
            }
            return sorted.getOrDefault(connection, List.of());
        }
    }

    /** Takes an end into account. */
    void add(EdgeEnd end) {
        PodEdge edge = end.edge();
        Map<Place, Ends> side = edge.role() == Role.SERVER ? servers : clients;
        IpAddress peer = edge.role() == Role.SERVER ? IpAddress.parse(edge.peer()) : null;
        if (peer != null) {
            add(side, end, peer); // a server's peer is the address of all its samples
        } else {
            edge.connections().stream()
                    .map(Connections::address)
                    .distinct()
                    .forEach(address -> add(side, end, address));
        }
    }

    private static void add(Map<Place, Ends> side, EdgeEnd end, @Nullable IpAddress address) {
        if (address != null) {
            side.computeIfAbsent(Place.of(end, address), key -> new Ends()).all.add(end);
        }
    }

    /** The servers that have this connection of the client's. */
    List<EdgeEnd> serversOf(EdgeEnd client, String connection) {
        return find(servers, client, connection);
    }

    /** The clients that have this connection of the server's. */
    List<EdgeEnd> clientsOf(EdgeEnd server, String connection) {
        return find(clients, server, connection);
    }

    private static List<EdgeEnd> find(Map<Place, Ends> side, EdgeEnd asker, String connection) {
        IpAddress address = address(connection);
        Ends ends = address == null ? null : side.get(Place.of(asker, address));
        return ends == null ? List.of() : ends.of(connection);
    }

    /** All servers' ends whose peer has this address, which no other pod or node has. */
    List<EdgeEnd> serversOf(IpAddress client) {
        Ends ends = servers.get(new Place("", client));
        return ends == null ? List.of() : ends.all;
    }

    /** The address of {@code 10.0.3.7:40312} or {@code [fd00::7]:40312}; null when it is neither. */
    private static @Nullable IpAddress address(String connection) {
        int colon = connection.lastIndexOf(':');
        boolean bracketed = connection.startsWith("[") && connection.startsWith("]", colon - 1);
        if (colon < 0 || !bracketed && connection.indexOf(':') != colon) {
            return null;
        }
        return IpAddress.parse(bracketed ? connection.substring(1, colon - 1) : connection.substring(0, colon));
    }
}
