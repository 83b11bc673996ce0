// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.collect.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The workloads that an objective's answers wait for, over any number of hops, its owner among them. One that is rarely
 * asked stays for some minutes. Immutable.
 */
final class Path {

    static final Path NONE = new Path(Set.of(), Instant.MIN, Map.of());

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Set<WorkloadKey> reached;
    private final Instant at;
    /** Those that nobody on the path asks any more, each with the last time that somebody did. */
    private final Map<WorkloadKey, Instant> earlier;

    private final Set<WorkloadKey> workloads;

    private Path(Set<WorkloadKey> reached, Instant at, Map<WorkloadKey, Instant> earlier) {
        this.reached = reached;
        this.at = at;
        this.earlier = earlier;
        this.workloads = earlier.isEmpty() ? reached : union(reached, earlier.keySet());
    }

    private static Set<WorkloadKey> union(Set<WorkloadKey> some, Set<WorkloadKey> others) {
        Set<WorkloadKey> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** All of them: the very set that others have whose path is the same, and that it was in the round before. */
    Set<WorkloadKey> workloads() {
        return workloads;
    }

    /** As of this round. */
    Path next(WorkloadKey owner, Reach reach, Instant now) {
        Set<WorkloadKey> next = reach.of(owner, reached);
        Map<WorkloadKey, Instant> kept = new HashMap<>();
        earlier.forEach((workload, asked) -> keep(workload, asked, next, now, kept));
        if (!next.equals(reached)) {
            reached.forEach(workload -> keep(workload, at, next, now, kept));
        }
        return new Path(next, now, kept);
    }

    private static void keep(
            WorkloadKey workload,
            Instant asked,
            Set<WorkloadKey> reached,
            Instant now,
            Map<WorkloadKey, Instant> kept) {
        if (asked.plus(KEPT).isAfter(now) && !reached.contains(workload)) {
            kept.put(workload, asked);
        }
    }
}
