// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        if (edge.role() == Role.CLIENT) {
            addByConnections(clients, end);
            return;
        }
        IpAddress peer = IpAddress.parse(edge.peer());
        if (peer == null) {
            addByConnections(servers, end); // the tail
        } else {
            ends(servers, Place.of(end, peer)).all.add(end); // a server's peer is the address of all its connections
        }
    }

    private static void addByConnections(Map<Place, Ends> side, EdgeEnd end) {
        Set<Place> places = new HashSet<>();
        String last = "";
        for (String connection : end.edge().connections()) {
            IpAddress address = sameAddress(last, connection) ? null : address(connection);
            last = connection;
            if (address != null && places.add(Place.of(end, address))) {
                ends(side, Place.of(end, address)).all.add(end);
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
        List<List<EdgeEnd>> found = new ArrayList<>();
        Ends ends = null;
        String last = "";
        for (String connection : asker.edge().connections()) {
            if (!sameAddress(last, connection)) {
                IpAddress address = address(connection);
                ends = address == null ? null : side.get(Place.of(asker, address));
            }
            last = connection;
            found.add(ends == null ? List.of() : ends.of(connection));
        }
        return found;
    }

    /** All servers' ends whose peer has this address, which no other pod or node has. */
    List<EdgeEnd> serversOf(IpAddress client) {
        Ends ends = servers.get(new Place("", client));
        return ends == null ? List.of() : ends.all;
    }

    /** Most connections of an edge have one address: it need not be read again. */
    private static boolean sameAddress(String one, String other) {
        int colon = one.lastIndexOf(':');
        return colon > 0 && colon == other.lastIndexOf(':') && one.regionMatches(0, other, 0, colon);
    }

    /** The address of {@code 10.0.3.7:40312} or {@code [fd00::7]:40312}; null when it is neither. */
    private static @Nullable IpAddress address(String connection) {
        int colon = connection.lastIndexOf(':');
        boolean bracketed = connection.startsWith("[") && connection.startsWith("]", colon - 1);
        if (colon < 0 || (!bracketed && connection.indexOf(':') != colon)) {
            return null;
        }
        return IpAddress.parse(bracketed ? connection.substring(1, colon - 1) : connection.substring(0, colon));
    }
}
