// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom workloads wait for in one round, over any number of hops, themselves among them. Two that wait for each other wait
 * for the same, so they have one set, which is looked for once: where everybody waits for everybody a round costs the map,
 * and not the map for each objective. A set that is as it was in the round before is that very set. Of one thread.
 */
final class Reach {

    private final ServiceMap map;
    private final Map<WorkloadKey, Set<WorkloadKey>> known = new HashMap<>();

    Reach(ServiceMap map) {
        this.map = map;
    }

    /**
     * Whom this one waits for.
     *
     * @param before what it was in the round before
     */
    Set<WorkloadKey> of(WorkloadKey workload, Set<WorkloadKey> before) {
        Set<WorkloadKey> reached = find(workload);
        Set<WorkloadKey> kept = reached.equals(before) ? before : reached;
        known.put(workload, kept);
        return kept;
    }

    private Set<WorkloadKey> find(WorkloadKey start) {
        Set<WorkloadKey> reached = new HashSet<>();
        Deque<WorkloadKey> open = new ArrayDeque<>(Set.of(start));
        while (!open.isEmpty()) {
            WorkloadKey next = open.remove();
            @Nullable Set<WorkloadKey> further = known.get(next);
            if (further != null && further.contains(start)) {
                return further;
            }
            if (further != null) {
                reached.addAll(further);
            } else if (reached.add(next)) {
                addAsked(next, open);
            }
        }
        return Collections.unmodifiableSet(reached);
    }

    private void addAsked(WorkloadKey workload, Deque<WorkloadKey> open) {
        map.node(workload).stream()
                .flatMap(node -> node.dependencies().stream())
                .filter(Dependency::holdsWork)
                .forEach(asked -> {
                    if (asked.call().peer() instanceof Peer.OfWorkload peer) {
                        open.add(peer.workload());
                    }
                });
    }
}
