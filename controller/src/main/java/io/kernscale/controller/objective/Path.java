// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The workloads that an objective's answers wait for, over any number of hops, its owner among them. One that is rarely
 * asked stays for some minutes.
 *
 * @param seen each with the last time that somebody on the path asked it
 */
record Path(Map<WorkloadKey, Instant> seen) {

    static final Path NONE = new Path(Map.of());

    private static final Duration KEPT = Duration.ofMinutes(5);

    Path {
        seen = Map.copyOf(seen);
    }

    Set<WorkloadKey> workloads() {
        return seen.keySet();
    }

    /** As of this round. */
    Path next(WorkloadKey owner, ServiceMap map, Instant now) {
        Map<WorkloadKey, Instant> next = new HashMap<>();
        seen.forEach((workload, at) -> {
            if (at.plus(KEPT).isAfter(now)) {
                next.put(workload, at);
            }
        });
        reached(owner, map).forEach(workload -> next.put(workload, now));
        return new Path(next);
    }

    private static Set<WorkloadKey> reached(WorkloadKey owner, ServiceMap map) {
        Set<WorkloadKey> reached = new HashSet<>();
        Deque<WorkloadKey> open = new ArrayDeque<>(Set.of(owner));
        while (!open.isEmpty()) {
            WorkloadKey next = open.remove();
            if (reached.add(next)) {
                map.node(next).stream()
                        .flatMap(node -> node.dependencies().stream())
                        .filter(Dependency::holdsWork)
                        .forEach(asked -> {
                            if (asked.call().peer() instanceof Peer.OfWorkload workload) {
                                open.add(workload.workload());
                            }
                        });
            }
        }
        return reached;
    }
}
