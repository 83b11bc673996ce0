// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Demand;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.graph.Style;
import io.kernscale.simulator.queueing.Flow;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.queueing.Solver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a graph whose services have what they need: limits, pools and loads are sized by what is asked of them. */
final class GraphDrawer {

    private static final List<String> NAMES = List.of(
            "gateway",
            "web",
            "cart",
            "orders",
            "pricing",
            "stock",
            "users",
            "search",
            "mail",
            "payments",
            "ledger",
            "images");
    private static final int EVENT_LOOP_REQUESTS = 2_000;
    private static final double FULLEST_POOL = 0.4;

    /** The largest graph. */
    static final int MOST_SERVICES = NAMES.size();

    private final Dice dice;

    GraphDrawer(Dice dice) {
        this.dice = dice;
    }

    /** @param services 2 to {@link #MOST_SERVICES} */
    Graph draw(int services) {
        Topology topology = Topology.draw(dice, services);
        List<Outside> outsides = outsides();
        double[] perSecond = new double[topology.callees().size()];
        List<Load> loads = loads(topology, perSecond);
        List<Service> drawn = new ArrayList<>();
        for (int i = 0; i < perSecond.length; i++) {
            List<Call> calls = calls(topology.callees().get(i), outsides);
            for (Call call : calls) {
                int callee = NAMES.indexOf(call.target());
                if (callee >= 0) {
                    perSecond[callee] += perSecond[i] * call.perRequest();
                }
            }
            drawn.add(service(NAMES.get(i), perSecond[i], calls));
        }
        return settled(new Graph(drawn, asked(outsides, drawn), loads));
    }

    private List<Outside> outsides() {
        List<Outside> outsides = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            outsides.add(new Outside(
                    List.of("bank", "maps").get(i),
                    "198.51.100." + (7 + i),
                    443,
                    dice.chance(0.3),
                    dice.magnitude(0.002, 0.01)));
        }
        return outsides;
    }

    private static List<Outside> asked(List<Outside> outsides, List<Service> services) {
        return outsides.stream()
                .filter(outside -> services.stream()
                        .flatMap(service -> service.calls().stream())
                        .anyMatch(call -> call.target().equals(outside.name())))
                .toList();
    }

    private List<Load> loads(Topology topology, double[] perSecond) {
        List<Load> loads = new ArrayList<>();
        for (int root = 0; root < topology.roots(); root++) {
            perSecond[root] = dice.magnitude(20, 200);
            int clients = dice.whole(40, 200);
            Load.Origin origin = dice.pick(List.of(Load.Origin.values()));
            loads.add(new Load("load-" + root, NAMES.get(root), clients, clients / perSecond[root], origin));
        }
        return loads;
    }

    private List<Call> calls(List<Integer> callees, List<Outside> outsides) {
        List<Call> calls = new ArrayList<>();
        for (int callee : callees) {
            calls.add(new Call(NAMES.get(callee), dice.pick(List.of(1.0, 1.0, 1.0, 1.0, 2.0, 0.5))));
        }
        for (Outside outside : outsides) {
            if (dice.chance(0.12)) {
                calls.add(new Call(outside.name(), 1));
            }
        }
        return calls;
    }

    private Service service(String name, double perSecond, List<Call> calls) {
        Style style = calls.isEmpty()
                ? dice.pick(List.of(Style.THREADS, Style.POOL))
                : dice.pick(List.of(Style.THREADS, Style.POOL, Style.POOL, Style.EVENT_LOOP));
        boolean threads = style != Style.EVENT_LOOP;
        int replicas = dice.whole(1, 4);
        double rate = perSecond / replicas;
        Demand demand = new Demand(
                dice.magnitude(0.0005, 0.006),
                threads && dice.chance(0.4) ? dice.between(0.01, 0.1) / perSecond : 0,
                threads && dice.chance(0.4) ? dice.between(0.02, 0.15) / rate : 0,
                dice.between(0.1, 1),
                0);
        double limit = Math.max(rate * demand.allCpuSeconds() / dice.between(0.2, 0.4), 40 * demand.allCpuSeconds());
        return new Service(
                name,
                replicas,
                style,
                threads && dice.chance(0.4) ? Service.Client.FUTURE : Service.Client.RECEIVE,
                dice.chance(0.4) ? Service.FanOut.PARALLEL : Service.FanOut.SEQUENTIAL,
                threads ? dice.pick(List.of(8, 16, 32, 64)) : EVENT_LOOP_REQUESTS,
                Math.ceil(limit * 20) / 20,
                demand,
                calls,
                dice.pick(List.of(
                        Service.Route.SERVICE, Service.Route.SERVICE, Service.Route.PODS, Service.Route.SIDECAR)));
    }

    /** Pools with room to spare, and clients that think for as long as gives the rate that was drawn. */
    private static Graph settled(Graph drawn) {
        Solution solution = new Solver(drawn).solve();
        Graph roomy = drawn;
        for (Service service : drawn.services()) {
            Flow flow = solution.flow(service.name());
            double busy = flow.requestsPerSecond() * flow.holdSeconds() / service.replicas();
            int needed = (int) Math.ceil(busy / FULLEST_POOL);
            roomy = roomy.with(service.name(), one -> one.withConcurrency(Math.max(one.concurrency(), needed)));
        }
        Map<String, Double> entrySeconds = new HashMap<>();
        drawn.loads().forEach(load -> entrySeconds.put(load.name(), solution.entrySeconds(load.entry())));
        return roomy.withLoads(drawn.loads().stream()
                .map(load -> load.withThinkSeconds(
                        Math.max(0, load.thinkSeconds() - entrySeconds.getOrDefault(load.name(), 0.0))))
                .toList());
    }
}
