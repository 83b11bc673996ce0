// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.Destination.Elsewhere;
import io.kernscale.controller.collect.Destination.ToNode;
import io.kernscale.controller.collect.Destination.ToPod;
import io.kernscale.controller.collect.Destination.ToService;
import io.kernscale.controller.collect.Destination.Within;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says who is at the other end of an edge. A pod's own address is certain. Behind a Service, a node's address and an
 * unknown one the sampled connections decide: a connection that exactly one plausible server has leads to that server.
 * It is plausible when the address that the client used can lead there, so that a port that was used again, or a
 * translated address, gives no match rather than a wrong one. Without a match what is declared decides: the pods of a
 * Service, the ports of pods on a node. Pure, good for one round. Thread-safe: all that is asked for only where an address
 * does not tell, or where connections are counted at all, is made when it is first asked for.
 */
final class PeerResolver {

    private static final Peer TAIL = new Peer.Tail();
    private static final int TAIL_PORT = 0;

    private final Once<AddressBook> book;
    private final NameTable names;
    private final Once<Connections> connections;
    /** Of clients' edges, each of which has its own. */
    private final Map<PodEdge, Map<Peer, Integer>> trusted = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Resolves the peers of {@code ends}, by these ends themselves and what the API server says.
     */
    PeerResolver(ClusterPods pods, List<ServiceState> services, NameTable names, Iterable<EdgeEnd> ends) {
        this.book = new Once<>(() -> pods.book(services));
        this.names = names;
        this.connections = new Once<>(() -> new Connections(ends));
    }

    /** Who is at the other end, and with which part. */
    List<Share> peers(EdgeEnd end) {
        if (end.edge().isTail()) {
            return Share.whole(TAIL);
        }
        return switch (end.edge().role()) {
            case CLIENT -> callees(end);
            case SERVER -> callers(end);
        };
    }

    private List<Share> callees(EdgeEnd client) {
        return switch (book.get().destination(client)) {
            case ToPod(PodState pod) -> Share.whole(workload(pod));
            case Within() -> Share.whole(client.peer());
            case ToService to -> behind(to, client);
            case ToNode to -> {
                Map<Peer, Integer> matched = servers(client, server -> listens(server, to));
                yield matched.isEmpty() ? Share.whole(declared(to)) : Share.proportional(matched);
            }
            case Elsewhere() -> trustedOr(client, outside(client, client.edge().port()));
        };
    }

    private List<Share> behind(ToService to, EdgeEnd client) {
        ServiceState service = to.service();
        if (to.pods().isEmpty()) {
            return trustedOr(client, new Peer.OfService(service.namespace(), service.name()));
        }
        if (to.pods().size() == 1) {
            return Share.whole(to.pods().keySet().iterator().next());
        }
        Map<Peer, Integer> matched = servers(client, server -> selects(service, server));
        if (!matched.isEmpty()) {
            return Share.proportional(matched);
        }
        Map<Peer, Double> served = served(service, client);
        return Share.proportional(served.isEmpty() ? to.pods() : served);
    }

    /** What the Service's pods have in flight from the client's addresses, else what they answer to them. */
    private Map<Peer, Double> served(ServiceState service, EdgeEnd client) {
        Map<Peer, Double> inFlight = new LinkedHashMap<>();
        Map<Peer, Double> answers = new LinkedHashMap<>();
        PodState pod = client.pod();
        List<IpAddress> addresses =
                pod != null && pod.network().hasOwnAddresses() ? pod.network().addresses() : List.of();
        addresses.stream()
                .flatMap(address -> connections.get().serversOf(address).stream())
                .filter(server -> selects(service, server))
                .forEach(server -> {
                    EdgeRates rates = server.edge().rates();
                    inFlight.merge(server.peer(), rates.outstanding(), Double::sum);
                    answers.merge(server.peer(), rates.answersPerSecond(), Double::sum);
                });
        if (sum(inFlight) > 0) {
            return inFlight;
        }
        return sum(answers) > 0 ? answers : Map.of();
    }

    private static double sum(Map<Peer, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Peer declared(ToNode to) {
        WorkloadKey listener = book.get().listener(to.node(), to.port());
        return listener == null ? new Peer.OfNode(to.node()) : new Peer.OfWorkload(listener);
    }

    private List<Share> trustedOr(EdgeEnd client, Peer otherwise) {
        Map<Peer, Integer> matched = trusted(client);
        return matched.isEmpty() ? Share.whole(otherwise) : Share.proportional(matched);
    }

    /**
     * Servers of connections to an address that says nothing. A single match may be a port that was used again between
     * two agents' collections: it takes most of the samples, and two of them or the same port, to be believed.
     */
    private Map<Peer, Integer> trusted(EdgeEnd client) {
        Map<Peer, Integer> known = trusted.get(client.edge());
        if (known == null) {
            known = believable(client);
            trusted.put(client.edge(), known);
        }
        return known;
    }

    private Map<Peer, Integer> believable(EdgeEnd client) {
        int port = client.edge().port();
        Map<Peer, Integer> matched = servers(client, server -> true);
        int matches = matched.values().stream().mapToInt(Integer::intValue).sum();
        boolean most = 2 * matches > client.edge().connections().size();
        boolean samePort =
                !servers(client, server -> server.edge().port() == port).isEmpty();
        return most && (matches > 1 || samePort) ? matched : Map.of();
    }

    /** How many of a client's connections lead to each; one that several plausible servers have leads nowhere. */
    private Map<Peer, Integer> servers(EdgeEnd client, Predicate<EdgeEnd> plausible) {
        Map<Peer, Integer> matched = new LinkedHashMap<>();
        for (List<EdgeEnd> candidates : connections.get().serversOf(client)) {
            Peer server = only(candidates, plausible);
            if (server != null) {
                matched.merge(server, 1, Integer::sum);
            }
        }
        return matched;
    }

    private List<Share> callers(EdgeEnd server) {
        IpAddress address = server.edge().address();
        PodState pod = address == null ? null : book.get().podAt(address);
        if (pod != null) {
            return Share.whole(workload(pod));
        }
        boolean loopback = address != null && address.isLoopback();
        if (loopback && !server.sharesHost()) {
            return Share.whole(server.peer());
        }
        String node = address == null || loopback ? null : book.get().nodeAt(address);
        String host = loopback ? server.node() : node;
        Map<Peer, Integer> matched = clients(server);
        return host == null ? fromOutside(server, matched) : fromNode(server, host, matched);
    }

    /** A node's address stands for many clients: what the samples do not tell apart stays the node's. */
    private static List<Share> fromNode(EdgeEnd server, String node, Map<Peer, Integer> matched) {
        int rest = server.edge().connections().size()
                - matched.values().stream().mapToInt(Integer::intValue).sum();
        Map<Peer, Integer> weights = new LinkedHashMap<>(matched);
        if (rest > 0 || matched.isEmpty()) {
            weights.merge(new Peer.OfNode(node), Math.max(rest, 1), Integer::sum);
        }
        return Share.proportional(weights);
    }

    private List<Share> fromOutside(EdgeEnd server, Map<Peer, Integer> matched) {
        int matches = matched.values().stream().mapToInt(Integer::intValue).sum();
        return 2 * matches > server.edge().connections().size()
                ? Share.proportional(matched)
                : Share.whole(new Peer.Outside(
                        server.edge().peer(), names.name(server.edge().address())));
    }

    private Map<Peer, Integer> clients(EdgeEnd server) {
        Map<Peer, Integer> matched = new LinkedHashMap<>();
        for (List<EdgeEnd> candidates : connections.get().clientsOf(server)) {
            Peer client = only(candidates, end -> reaches(end, server));
            if (client != null) {
                matched.merge(client, 1, Integer::sum);
            }
        }
        return matched;
    }

    /** Whether the address that the client used can lead to the server. */
    private boolean reaches(EdgeEnd client, EdgeEnd server) {
        return switch (book.get().destination(client)) {
            case ToPod(PodState pod) -> server.isOf(pod);
            case Within() -> client.pod() != null && server.isOf(client.pod());
            case ToService(ServiceState service, Map<Peer, Integer> pods) ->
                pods.isEmpty() ? trusted(client).containsKey(server.peer()) : selects(service, server);
            case ToNode to -> listens(server, to);
            case Elsewhere() -> trusted(client).containsKey(server.peer());
        };
    }

    private static boolean selects(ServiceState service, EdgeEnd server) {
        return server.pod() != null && service.selects(server.pod());
    }

    /** Whether the server may stand at this port of the node: in its network namespace, or forwarded from it. */
    private static boolean listens(EdgeEnd server, ToNode to) {
        PodState pod = server.pod();
        int port = server.edge().port();
        boolean there = server.sharesHost() && (port == to.port() || port == TAIL_PORT);
        boolean forwarded = pod != null && pod.network().hostPorts().contains(to.port());
        return server.node().equals(to.node()) && (there || forwarded);
    }

    /** The one peer among the plausible ends; null when there is none, or several. */
    private static @Nullable Peer only(List<EdgeEnd> ends, Predicate<EdgeEnd> plausible) {
        Peer only = null;
        for (EdgeEnd end : ends) {
            if (plausible.test(end)) {
                if (only != null && !only.equals(end.peer())) {
                    return null;
                }
                only = end.peer();
            }
        }
        return only;
    }

    private Peer outside(EdgeEnd client, int port) {
        return new Peer.Outside(client.edge().peer(), names.name(client.edge().address(), port));
    }

    private static Peer workload(PodState pod) {
        return new Peer.OfWorkload(pod.workload());
    }
}
