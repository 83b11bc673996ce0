// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the steady state of a graph: for each load the rate X at which its clients are all accounted for,
 * {@code clients = X * (think + response)} (the interactive response time law). The response grows with X without end,
 * towards the rate of the tightest resource or pool, so the rate is found by bisection; two loads that share services
 * by one bisection within another. Layers of pools as in Rolia and Sevcik, "The method of layers" (1995): a thread that
 * waits for an answer is held, and what finds no thread waits in front of it, as a thread of its caller.
 */
public final class Solver {

    private static final int HALVINGS = 36;
    private static final double FASTEST_PER_SECOND = 1e6;

    private final Graph graph;
    private final List<Load> loads;
    private final Map<String, ServiceModel> models = new HashMap<>();

    public Solver(Graph graph) {
        this.graph = graph;
        this.loads = graph.loads();
        reach().forEach((name, reach) -> models.put(name, new ServiceModel(graph.service(name), reach)));
    }

    /** Requests that the callers of a service can have under way, by service. */
    private Map<String, Double> reach() {
        Map<String, Double> reach = new HashMap<>();
        loads.forEach(load -> reach.merge(load.entry(), (double) load.clients(), Double::sum));
        for (Service service : graph.services()) {
            double own = reach.getOrDefault(service.name(), 0.0);
            double threads = Math.min(own, (double) service.concurrency() * service.replicas());
            service.calls().forEach(call -> reach.merge(call.target(), threads, Double::sum));
        }
        graph.outsides().forEach(outside -> reach.remove(outside.name()));
        return reach;
    }

    /** The steady state. */
    public Solution solve() {
        double[] rates = new double[loads.size()];
        settle(0, rates);
        Map<String, Double> perSecond = new HashMap<>();
        for (int i = 0; i < rates.length; i++) {
            perSecond.put(loads.get(i).name(), rates[i]);
        }
        return new Solution(graph, flows(rates), perSecond);
    }

    /** Finds the rates of this load and of those after it, for the rates of those before it. */
    private void settle(int i, double[] rates) {
        if (i == rates.length) {
            return;
        }
        Load load = loads.get(i);
        double low = 0;
        double high = Math.min(FASTEST_PER_SECOND, load.clients() / Math.max(load.thinkSeconds(), 1e-9));
        for (int n = 0; n < HALVINGS; n++) {
            rates[i] = (low + high) / 2;
            settle(i + 1, rates);
            if (clients(load, rates[i], rates) > load.clients()) {
                high = rates[i];
            } else {
                low = rates[i];
            }
        }
        rates[i] = low;
        settle(i + 1, rates);
    }

    /** That the rate accounts for; without bound where no steady state has it. */
    private double clients(Load load, double rate, double[] rates) {
        Map<String, Flow> flows = flows(rates);
        boolean beyond = flows.values().stream().anyMatch(Solver::beyond);
        Flow entry = flows.get(load.entry());
        return beyond || entry == null
                ? Double.POSITIVE_INFINITY
                : rate * (load.thinkSeconds() + entry.responseSeconds() + Solution.NETWORK_SECONDS);
    }

    private static boolean beyond(Flow flow) {
        Flow.Use use = flow.use();
        return Math.max(Math.max(use.cpu(), use.disk()), Math.max(use.lock(), use.pool())) > 1;
    }

    private Map<String, Flow> flows(double[] rates) {
        Map<String, Double> perSecond = perSecond(rates);
        Map<String, Double> answerSeconds = new HashMap<>();
        for (Outside outside : graph.outsides()) {
            answerSeconds.put(outside.name(), outside.latencySeconds());
        }
        Map<String, Flow> flows = new HashMap<>();
        for (Service service : graph.services().reversed()) {
            double rate = Math.max(perSecond.getOrDefault(service.name(), 0.0), 1e-9);
            ServiceModel model = models.get(service.name());
            if (model != null) {
                Flow flow = model.at(rate, answerSeconds);
                flows.put(service.name(), flow);
                answerSeconds.put(service.name(), flow.responseSeconds() + Solution.NETWORK_SECONDS);
            }
        }
        return flows;
    }

    /** Requests that each service gets. */
    private Map<String, Double> perSecond(double[] rates) {
        Map<String, Double> perSecond = new HashMap<>();
        for (int i = 0; i < rates.length; i++) {
            perSecond.merge(loads.get(i).entry(), rates[i], Double::sum);
        }
        for (Service service : graph.services()) {
            double rate = perSecond.getOrDefault(service.name(), 0.0);
            for (Call call : service.calls()) {
                perSecond.merge(call.target(), rate * call.perRequest(), Double::sum);
            }
        }
        return perSecond;
    }
}
