// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One search, from a workload that waits for answers: its share flows down the map, through each workload once. */
final class Journey {

    private final Map<WorkloadKey, ServiceNode> nodes;
    private final WorkloadKey start;
    private final Downhill downhill;
    private final Map<WorkloadKey, Inflow> inflows = new HashMap<>();
    private final Map<Found, Inflow> ends = new LinkedHashMap<>();

    /** An end, whichever way leads there. */
    private record Found(Stop stop, Peer peer) {}

    /** What comes to a place, and by which way the most of it. */
    private record Inflow(double share, Route heaviest) {

        Inflow plus(Inflow more) {
            return new Inflow(
                    share + more.share, more.heaviest.weight() > heaviest.weight() ? more.heaviest : heaviest);
        }

        Inflow through(Step step) {
            return new Inflow(share * step.share(), heaviest.to(step));
        }
    }

    Journey(Map<WorkloadKey, ServiceNode> nodes, WorkloadKey start) {
        this.nodes = nodes;
        this.start = start;
        this.downhill = Downhill.from(start, nodes);
    }

    Walk walk() {
        inflows.put(start, new Inflow(1, Route.START));
        downhill.order().forEach(this::flow);
        return new Walk(ends.entrySet().stream()
                .filter(end -> end.getValue().share > 0) // a share of a thousand steps may be too small for a number
                .map(end -> culprit(end.getKey(), end.getValue()))
                .sorted(Comparator.comparingDouble(one -> -one.share()))
                .toList());
    }

    private void flow(WorkloadKey workload) {
        Inflow here = requireNonNull(inflows.get(workload), "inflow");
        for (Step step : downhill.steps(workload)) {
            Inflow there = here.through(step);
            if (step.peer() instanceof Peer.OfWorkload(WorkloadKey next) && downhill.leadsOn(workload, next)) {
                inflows.merge(next, there, Inflow::plus);
            } else {
                ends.merge(new Found(stop(workload, step.peer()), step.peer()), there, Inflow::plus);
            }
        }
    }

    private Stop stop(WorkloadKey from, Peer peer) {
        return switch (peer) {
            case Peer.OfWorkload(WorkloadKey workload) ->
                downhill.leadsBack(from, workload)
                        ? Stop.of(End.CYCLE)
                        : Stop.at(nodes.get(workload)).orElseThrow();
            case Peer.OfService one -> Stop.of(End.OUTSIDE);
            case Peer.OfNode one -> Stop.of(End.OUTSIDE);
            case Peer.Outside one -> Stop.of(End.OUTSIDE);
            case Peer.Tail one -> Stop.of(End.OUTSIDE);
        };
    }

    private Culprit culprit(Found found, Inflow inflow) {
        String path = start.name() + inflow.heaviest.text(start.namespace()) + ": " + found.stop.text();
        return new Culprit(found.stop.end(), found.peer, inflow.share, path);
    }
}
