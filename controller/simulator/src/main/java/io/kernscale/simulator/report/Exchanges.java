// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.graph.Style;
import io.kernscale.simulator.queueing.Flow;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.report.Exchange.Address;
import io.kernscale.simulator.report.Exchange.Traffic;
import io.kernscale.simulator.scenario.Chatter;
import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads the flows of a solution over pods: every pod of a caller has connections to every pod that it asks. Which
 * exchanges there are, and their order, depends on the layout alone, so those of two solutions of one scenario match.
 */
final class Exchanges {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SIDECAR_PORT = 15_001;
    private static final double SIDECAR_SECONDS = 0.0002;
    private static final double NEWS_SECONDS = 30;
    private static final double PROBES_PER_SECOND = 0.2;
    private static final double PROBE_SECONDS = 0.002;
    private static final double SIGNS_OF_LIFE_PER_SECOND = 0.03;
    private static final int OUTSIDE_CLIENTS = 4;

    private final Solution solution;
    private final Graph graph;
    private final Layout layout;
    private final Addresses addresses;
    private final int mostRequests;
    private final List<Exchange> exchanges = new ArrayList<>();

    private Exchanges(Solution solution, Layout layout) {
        this.solution = solution;
        this.graph = solution.graph();
        this.layout = layout;
        this.addresses = new Addresses(graph);
        this.mostRequests = graph.loads().stream().mapToInt(Load::clients).sum();
    }

    static List<Exchange> of(Solution solution, Layout layout, List<Chatter> chatter) {
        Exchanges all = new Exchanges(solution, layout);
        solution.graph().loads().forEach(all::load);
        solution.graph().services().forEach(all::calls);
        chatter.forEach(all::chatter);
        solution.graph().services().forEach(all::probes);
        return List.copyOf(all.exchanges);
    }

    private void load(Load load) {
        List<String> origins = switch (load.origin()) {
            case OUTSIDE -> List.of("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4");
            case NODE_PORT ->
                layout.nodes().stream()
                        .map(Node::address)
                        .limit(OUTSIDE_CLIENTS)
                        .toList();
            case PODS -> List.of();
        };
        double rate = solution.requestsPerSecond().getOrDefault(load.name(), 0.0);
        List<Pod> clients = layout.podsOf(load.name());
        double ask = solution.entrySeconds(load.entry());
        clients.forEach(client -> ask(
                client,
                load.entry(),
                clusterIp(load.entry()),
                load.clients() / clients.size(),
                rate / clients.size(),
                ask));
        List<Pod> servers = layout.podsOf(load.entry());
        for (String origin : origins) {
            for (Pod server : servers) {
                int pairs = origins.size() * servers.size();
                Traffic traffic =
                        new Traffic(load.clients() / pairs + 1, rate / pairs, ask, serveSeconds(load.entry()));
                exchanges.add(new Exchange(
                        null,
                        server,
                        new Address(origin, server.address(), Addresses.POD_PORT, Addresses.POD_PORT),
                        traffic));
            }
        }
    }

    private void calls(Service service) {
        Flow flow = solution.flow(service.name());
        int connections = Math.min(service.concurrency(), mostRequests);
        for (Pod pod : layout.podsOf(service.name())) {
            for (Call call : service.calls()) {
                double rate = flow.requestsPerSecond() * call.perRequest() / service.replicas();
                double ask = flow.askSeconds().getOrDefault(call.target(), 0.0);
                if (service.route() == Service.Route.SIDECAR) {
                    sidecar(pod, new Traffic(connections, rate, ask + SIDECAR_SECONDS, ask));
                }
                call(pod, service, call.target(), new Traffic(connections, rate, ask, ask));
            }
        }
    }

    private void call(Pod client, Service service, String target, Traffic traffic) {
        Outside outside = graph.outsidesByName().get(target);
        if (outside != null) {
            String asked = outside.behindService() ? clusterIp(target) : outside.address();
            Address address = new Address(client.address(), asked, outside.port(), outside.port());
            exchanges.add(new Exchange(client, null, address, traffic));
        } else {
            String asked = service.route() == Service.Route.PODS ? "" : clusterIp(target);
            ask(client, target, asked, traffic.connections(), traffic.requestsPerSecond(), traffic.askSeconds());
        }
    }

    private void sidecar(Pod pod, Traffic traffic) {
        Address address = new Address(LOOPBACK, LOOPBACK, SIDECAR_PORT, SIDECAR_PORT);
        exchanges.add(new Exchange(pod, pod, address, traffic));
    }

    /** A pod asks a service, evenly all of its pods; {@code asked} is empty where it uses the pods' own addresses. */
    private void ask(Pod client, String target, String asked, int connections, double perSecond, double askSeconds) {
        List<Pod> servers = layout.podsOf(target);
        for (Pod server : servers) {
            Traffic traffic = new Traffic(
                    connections / servers.size() + 1, perSecond / servers.size(), askSeconds, serveSeconds(target));
            exchanges.add(new Exchange(client, server, address(client, server, asked), traffic));
        }
    }

    private static Address address(Pod client, Pod server, String asked) {
        return asked.isEmpty()
                ? new Address(client.address(), server.address(), Addresses.POD_PORT, Addresses.POD_PORT)
                : new Address(client.address(), asked, Addresses.SERVICE_PORT, Addresses.POD_PORT);
    }

    /** What threads read themselves they read late: the time before that is the client's alone. */
    private double serveSeconds(String service) {
        Flow flow = solution.flow(service);
        return graph.service(service).style() == Style.THREADS ? flow.holdSeconds() : flow.responseSeconds();
    }

    private void chatter(Chatter chatter) {
        for (Pod client : layout.podsOf(chatter.client())) {
            if (chatter.server().equals(Chatter.API_SERVER)) {
                Address address = new Address(
                        client.address(), clusterIp(Chatter.API_SERVER), Addresses.API_PORT, Addresses.API_PORT);
                exchanges.add(new Exchange(client, null, address, traffic(chatter)));
            } else {
                Pod server = layout.podsOf(chatter.server()).getFirst();
                exchanges.add(new Exchange(
                        client, server, address(client, server, clusterIp(chatter.server())), traffic(chatter)));
            }
        }
    }

    private static Traffic traffic(Chatter chatter) {
        return switch (chatter.kind()) {
            case SUBSCRIPTION -> Traffic.parked(chatter.connections(), NEWS_SECONDS);
            case IDLE_POOL ->
                new Traffic(5 * chatter.connections(), SIGNS_OF_LIFE_PER_SECOND, PROBE_SECONDS, PROBE_SECONDS);
        };
    }

    /** The kubelet's, from the node's address. */
    private void probes(Service service) {
        for (Pod pod : layout.podsOf(service.name())) {
            Address address = new Address(pod.node().address(), pod.address(), Addresses.POD_PORT, Addresses.POD_PORT);
            exchanges.add(
                    new Exchange(null, pod, address, new Traffic(0, PROBES_PER_SECOND, PROBE_SECONDS, PROBE_SECONDS)));
        }
    }

    private String clusterIp(String name) {
        return addresses.clusterIp(name);
    }
}
