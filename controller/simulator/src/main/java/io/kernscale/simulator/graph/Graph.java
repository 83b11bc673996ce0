// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Services that ask each other.
 *
 * @param services callers before those whom they ask, so there is no cycle
 * @param outsides what services ask outside of the cluster
 * @param loads    clients, at most two kinds
 */
public record Graph(List<Service> services, List<Outside> outsides, List<Load> loads) {

    public Graph {
        services = List.copyOf(services);
        outsides = List.copyOf(outsides);
        loads = List.copyOf(loads);
    }

    public Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no service " + name));
    }

    public Map<String, Outside> outsidesByName() {
        return outsides.stream().collect(Collectors.toMap(Outside::name, outside -> outside));
    }

    /** With one service changed. */
    public Graph with(String name, UnaryOperator<Service> change) {
        List<Service> changed = services.stream()
                .map(service -> service.name().equals(name) ? change.apply(service) : service)
                .toList();
        return new Graph(changed, outsides, loads);
    }

    /** With something outside that takes another time. */
    public Graph withLatencySeconds(String name, double seconds) {
        List<Outside> changed = outsides.stream()
                .map(outside -> outside.name().equals(name) ? outside.withLatencySeconds(seconds) : outside)
                .toList();
        return new Graph(services, changed, loads);
    }

    /** With other loads. */
    public Graph withLoads(List<Load> others) {
        return new Graph(services, outsides, others);
    }
}
