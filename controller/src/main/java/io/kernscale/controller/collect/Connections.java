// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ends of sampled connections, found by the client's {@code address:port}: both ends know it, and both sample the
 * same ones. What one end finds here is a candidate, no proof: ports are used again, and reports differ in age.
 * Thread-safe: ends are sorted by connection when somebody first asks for their address.
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
        private final List<EdgeEnd> all = new ArrayList<>(2);
        private volatile @Nullable Map<ClientSocket, List<EdgeEnd>> byConnection;

        /** An end comes here as often as it has connections of this address, one after the other. */
        @SuppressWarnings("ReferenceEquality") // the very same end
        void add(EdgeEnd end) {
            if (all.isEmpty() || all.getLast() != end) {
                all.add(end);
            }
        }

        List<EdgeEnd> of(ClientSocket connection) {
            Map<ClientSocket, List<EdgeEnd>> sorted = byConnection;
            if (sorted == null) {
                sorted = new HashMap<>();
                for (EdgeEnd end : all) {
                    for (ClientSocket sample : end.edge().connections()) {
                        sorted.computeIfAbsent(sample, key -> new ArrayList<>(1))
                                .add(end);
                    }
                }
                byConnection = sorted;
            }
            return sorted.getOrDefault(connection, List.of());
        }
    }

    /** Sorts all ends that were seen. */
    Connections(Iterable<EdgeEnd> ends) {
        ends.forEach(this::add);
    }

    private void add(EdgeEnd end) {
        PodEdge edge = end.edge();
        IpAddress peer = edge.address();
        if (edge.role() == Role.CLIENT) {
            addByConnections(clients, end);
        } else if (peer == null) {
            addByConnections(servers, end); // the tail
        } else {
            ends(servers, Place.of(end, peer)).add(end); // a server's peer is the address of all its connections
        }
    }

    /** Most connections of an edge have one address, whose ends are the same. */
    private static void addByConnections(Map<Place, Ends> side, EdgeEnd end) {
        IpAddress last = null;
        for (ClientSocket connection : end.edge().connections()) {
            IpAddress address = connection.address();
            if (address != null && !address.equals(last)) {
                ends(side, Place.of(end, address)).add(end);
                last = address;
            }
        }
    }

    private static Ends ends(Map<Place, Ends> side, Place place) {
        return side.computeIfAbsent(place, key -> new Ends());
    }

    /** For each of the client's connections the servers that have it. */
    List<List<EdgeEnd>> serversOf(EdgeEnd client) {
        return find(servers, client);
    }

    /** For each of the server's connections the clients that have it. */
    List<List<EdgeEnd>> clientsOf(EdgeEnd server) {
        return find(clients, server);
    }

    private static List<List<EdgeEnd>> find(Map<Place, Ends> side, EdgeEnd asker) {
        List<List<EdgeEnd>> found = new ArrayList<>(asker.edge().connections().size());
        Ends ends = null;
        IpAddress last = null;
        for (ClientSocket connection : asker.edge().connections()) {
            IpAddress address = connection.address();
            if (!Objects.equals(address, last)) {
                ends = address == null ? null : side.get(Place.of(asker, address));
                last = address;
            }
            found.add(ends == null ? List.of() : ends.of(connection));
        }
        return found;
    }

    /** All servers' ends whose peer has this address, which no other pod or node has. */
    List<EdgeEnd> serversOf(IpAddress client) {
        Ends ends = servers.get(new Place("", client));
        return ends == null ? List.of() : ends.all;
    }
}
