// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.scenario.Chatter;
import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A steady state, pod by pod.
 *
 * @param cpu       by the pod's UID
 * @param exchanges between pods
 */
record Levels(Map<String, CpuLevel> cpu, List<Exchange> exchanges) {

    Levels {
        cpu = Map.copyOf(cpu);
        exchanges = List.copyOf(exchanges);
    }

    static Levels of(Solution solution, Layout layout, List<Chatter> chatter) {
        Map<String, CpuLevel> cpu = new HashMap<>();
        for (Service service : solution.graph().services()) {
            layout.podsOf(service.name()).forEach(pod -> cpu.put(pod.uid(), CpuLevels.of(service, solution)));
        }
        for (Load load : solution.graph().loads()) {
            List<Pod> pods = layout.podsOf(load.name());
            pods.forEach(pod -> cpu.put(pod.uid(), CpuLevels.of(load, pods.size(), solution)));
        }
        for (Pod batch : layout.podsOf(Layout.BATCH)) {
            double others = runOn(batch.node(), layout, cpu);
            cpu.put(batch.uid(), CpuLevels.batch(batch.node().cpus(), others));
        }
        return new Levels(cpu, Exchanges.of(solution, layout, chatter));
    }

    private static double runOn(Node node, Layout layout, Map<String, CpuLevel> cpu) {
        return layout.pods().stream()
                .filter(pod -> pod.node().equals(node) && !pod.workload().equals(Layout.BATCH))
                .mapToDouble(pod -> level(cpu, pod).run())
                .sum();
    }

    CpuLevel level(Pod pod) {
        return level(cpu, pod);
    }

    private static CpuLevel level(Map<String, CpuLevel> cpu, Pod pod) {
        return requireNonNull(cpu.get(pod.uid()), () -> "no level of pod " + pod.uid());
    }
}
