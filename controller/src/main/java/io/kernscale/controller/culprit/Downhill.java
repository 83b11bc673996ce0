// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workloads that a walk passes, in an order in which every step leads forward, but for those that lead back to a
 * workload on the way there: the reverse of the order in which a depth-first search leaves them. It looks at each workload
 * and step once, the largest step first, and does without recursion, as a chain may be long.
 */
final class Downhill {

    private final Map<WorkloadKey, ServiceNode> nodes;
    private final Map<WorkloadKey, List<Step>> passed = new HashMap<>();
    private final Deque<WorkloadKey> order = new ArrayDeque<>();
    private final Set<Back> backward = new HashSet<>();

    private record Back(WorkloadKey from, WorkloadKey to) {}

    /** A workload whose steps are being looked at. */
    private record Visit(WorkloadKey workload, Iterator<Step> steps) {}

    private Downhill(Map<WorkloadKey, ServiceNode> nodes) {
        this.nodes = nodes;
    }

    /** The search from a workload at which the walk does not end. */
    static Downhill from(WorkloadKey start, Map<WorkloadKey, ServiceNode> nodes) {
        Downhill downhill = new Downhill(nodes);
        downhill.search(start);
        return downhill;
    }

    Collection<WorkloadKey> order() {
        return order;
    }

    /** The steps from a workload that is passed. */
    List<Step> steps(WorkloadKey workload) {
        return passed.getOrDefault(workload, List.of());
    }

    /** Whether a step leads to another workload that is passed. */
    boolean leadsOn(WorkloadKey from, WorkloadKey to) {
        return passed.containsKey(to) && !leadsBack(from, to);
    }

    /** Whether a step leads back to where the walk has been. */
    boolean leadsBack(WorkloadKey from, WorkloadKey to) {
        return backward.contains(new Back(from, to));
    }

    private void search(WorkloadKey start) {
        Set<WorkloadKey> onTheWay = new HashSet<>();
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(enter(start, Step.of(requireNonNull(nodes.get(start), "start")), onTheWay));
        while (!visits.isEmpty()) {
            Visit visit = visits.peek();
            if (!visit.steps.hasNext()) {
                visits.pop();
                onTheWay.remove(visit.workload);
                order.addFirst(visit.workload);
            } else if (visit.steps.next().peer() instanceof Peer.OfWorkload(WorkloadKey next)) {
                if (onTheWay.contains(next)) {
                    backward.add(new Back(visit.workload, next));
                } else if (!passed.containsKey(next)) {
                    goesOn(next).ifPresent(node -> visits.push(enter(next, Step.of(node), onTheWay)));
                }
            }
        }
    }

    private Optional<ServiceNode> goesOn(WorkloadKey workload) {
        return Optional.ofNullable(nodes.get(workload))
                .filter(node -> Stop.at(node).isEmpty());
    }

    private Visit enter(WorkloadKey workload, List<Step> steps, Set<WorkloadKey> onTheWay) {
        passed.put(workload, steps);
        onTheWay.add(workload);
        return new Visit(workload, steps.iterator());
    }
}
