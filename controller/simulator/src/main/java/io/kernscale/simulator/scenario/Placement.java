// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts pods on nodes: at random, as long as a node has the CPUs for all limits; who has bad neighbours, beside them. */
final class Placement {

    private static final int CPUS = 16;
    private static final int NOISY_CPUS = 4;
    private static final int MAX_CLIENT_PODS = 2;
    private static final double CLIENT_CORES = 0.5;
    private static final double BLIND_CHANCE = 0.2;

    private final Dice dice;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Double> freeCores = new HashMap<>();
    private final List<Pod> pods = new ArrayList<>();

    Placement(Dice dice) {
        this.dice = dice;
        int count = dice.whole(2, 4);
        for (int i = 0; i < count; i++) {
            add(CPUS);
        }
    }

    Layout place(Graph graph, List<Fault> faults) {
        for (Service service : graph.services()) {
            boolean disturbed = faults.contains(new Fault(Fault.Kind.NEIGHBOUR, service.name()));
            for (int i = 0; i < service.replicas(); i++) {
                if (disturbed) {
                    Node node = add(NOISY_CPUS);
                    freeCores.put(node, 0.0);
                    pod(service.name(), node);
                    pod(Layout.BATCH, node);
                } else {
                    pod(service.name(), nodeFor(service.limitCores()));
                }
            }
        }
        graph.loads().stream().filter(load -> load.origin() == Load.Origin.PODS).forEach(this::place);
        return new Layout(nodes, pods, blind());
    }

    private void place(Load load) {
        int count = dice.whole(1, MAX_CLIENT_PODS);
        for (int i = 0; i < count; i++) {
            pod(load.name(), nodeFor(CLIENT_CORES));
        }
    }

    private Set<String> blind() {
        Set<String> blind = new HashSet<>();
        if (dice.chance(BLIND_CHANCE)) {
            blind.add(dice.pick(nodes).name());
        }
        return blind;
    }

    private Node nodeFor(double cores) {
        List<Node> fitting = nodes.stream()
                .filter(node -> freeCores.getOrDefault(node, 0.0) >= cores)
                .toList();
        Node node = fitting.isEmpty() ? add(CPUS) : dice.pick(fitting);
        freeCores.merge(node, -cores, Double::sum);
        return node;
    }

    private Node add(int cpus) {
        int number = nodes.size() + 1;
        Node node = new Node("node-" + number, "10.0.0." + number, cpus);
        nodes.add(node);
        freeCores.put(node, (double) cpus);
        return node;
    }

    private void pod(String workload, Node node) {
        int number = pods.size() + 1;
        pods.add(new Pod("uid-" + number, workload, node, "10.244." + nodes.indexOf(node) + "." + number));
    }
}
