// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Demand;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.graph.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds graphs for tests: services in the order in which they ask each other. */
public final class AGraph {

    private final List<Service> services = new ArrayList<>();
    private final List<Outside> outsides = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();

    private AGraph() {}

    /** Some clients in pods, who ask the first service. */
    public static AGraph askedBy(int clients, double thinkSeconds, String entry) {
        return new AGraph().alsoAskedBy(clients, thinkSeconds, entry);
    }

    public AGraph alsoAskedBy(int clients, double thinkSeconds, String entry) {
        loads.add(new Load("load-" + loads.size(), entry, clients, thinkSeconds, Load.Origin.PODS));
        return this;
    }

    /** One replica with a limit of one core. */
    public AGraph service(String name, int threads, Demand demand, String... callees) {
        services.add(new Service(
                name,
                1,
                Style.POOL,
                Service.Client.RECEIVE,
                Service.FanOut.SEQUENTIAL,
                threads,
                1,
                demand,
                Arrays.stream(callees).map(callee -> new Call(callee, 1)).toList(),
                Service.Route.SERVICE));
        return this;
    }

    public AGraph outside(String name, double latencySeconds) {
        outsides.add(new Outside(name, "198.51.100.7", 443, false, latencySeconds));
        return this;
    }

    public Graph build() {
        return new Graph(services, outsides, loads);
    }

    public static Demand cpu(double seconds) {
        return new Demand(seconds, 0, 0, 0, 0);
    }

    public static Demand disk(double seconds) {
        return new Demand(0.0001, seconds, 0, 0, 0);
    }

    public static Demand lock(double seconds) {
        return new Demand(0.0001, 0, seconds, 0.5, 0);
    }
}
