// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.PeerAddress;
import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod's edges in one role: the busiest have rows of their own, the others one row together, the tail. What is counted
 * between two collections is booked with the row that its edge has at the second. So a row that appears began at zero,
 * no row goes back, and nothing counts twice; a reader that skips a report may miss what a row counted before it went.
 *
 * <p>A collection comes in three steps: {@link #begin}, {@link #see} for each cgroup's part, {@link #settle}; then each
 * part is {@link #add}ed.
 */
final class RoleEdges {
    /** Longer than a minute, so that what is asked once a minute over a new connection keeps its row. */
    static final long IDLE_NANOS = 90_000_000_000L;

    /**
     * An edge that lost its row gets none for so long, the longest window over which a reader subtracts by default: in it
     * a row cannot go, come back at zero, and be taken for one that went back.
     */
    static final long REST_NANOS = 10_000_000_000L;

    /** A row goes to an edge that is more than so many times as busy, so that rows do not change hands for noise. */
    private static final double CLEARLY = 2;

    private static final Comparator<PodEdge> LEAST_BUSY_FIRST = Comparator.comparingDouble(PodEdge::busyNanos);

    private final EdgeName tailName;
    private final int most;
    private final Map<EdgeName, PodEdge> edges = new HashMap<>();
    private final List<PodEdge> listed = new ArrayList<>();
    private final EdgeTally tail = new EdgeTally();
    private final EdgeGauges tailGauges = new EdgeGauges();

    /** @param most rows without the tail's, 1 or more */
    RoleEdges(Role role, int most) {
        this.tailName = new EdgeName(role, PeerAddress.NONE, 0);
        this.most = most;
    }

    void begin(double decay) {
        tailGauges.clear();
        edges.values().forEach(edge -> edge.begin(decay));
    }

    /** @param now the gauges of a living cgroup; null when the kernel has no row, or the cgroup ended */
    void see(EdgeName name, EdgeTally growth, @Nullable TcpCounters now, long nowNanos) {
        if (name.isTail()) {
            if (now != null) {
                tailGauges.add(now);
            }
            return;
        }
        PodEdge edge = edges.get(name);
        if (edge == null) {
            if (growth.isZero() && (now == null || now.open() <= 0 && now.outstanding() <= 0)) {
                return; // the kernel keeps rows of edges that are over
            }
            edge = new PodEdge(name);
            edges.put(name, edge);
        }
        edge.grows(growth, nowNanos);
        if (now != null) {
            edge.stands(now, nowNanos);
        }
    }

    /** Decides which edges have rows until the next collection. */
    void settle(long nowNanos) {
        letGo(nowNanos);
        if (edges.size() > listed.size()) {
            contend(nowNanos);
        }
        if (edges.size() > listed.size()) {
            addTailGauges();
        }
    }

    private void addTailGauges() {
        for (PodEdge edge : edges.values()) {
            if (!edge.listed()) {
                tailGauges.add(edge.gauges());
            }
        }
    }

    /** Adds what was seen to the row that its edge has now. */
    void add(EdgeName name, EdgeTally growth) {
        PodEdge edge = edges.get(name);
        EdgeTally own = edge == null ? null : edge.own();
        (own == null ? tail : own).add(growth);
    }

    int size() {
        return edges.size();
    }

    /** Idle edges lose their rows, and after a rest are forgotten: all that they counted is in what was reported. */
    private void letGo(long nowNanos) {
        for (Iterator<PodEdge> all = edges.values().iterator(); all.hasNext(); ) {
            PodEdge edge = all.next();
            long idleNanos = edge.idleNanos(nowNanos);
            if (idleNanos >= IDLE_NANOS && edge.listed()) {
                unlist(edge, nowNanos);
            } else if (idleNanos >= IDLE_NANOS && edge.listable(nowNanos)) {
                all.remove();
            }
        }
    }

    /** Free rows go to the busiest without one; then the busiest of them take over from the least busy with one. */
    private void contend(long nowNanos) {
        List<PodEdge> candidates = candidates(nowNanos);
        if (candidates.isEmpty()) {
            return;
        }
        candidates.sort(LEAST_BUSY_FIRST.reversed());
        List<PodEdge> holders = new ArrayList<>(listed);
        holders.sort(LEAST_BUSY_FIRST);
        int next = 0;
        for (PodEdge candidate : candidates) {
            if (listed.size() == most) {
                if (next == holders.size() || !clearlyBusier(candidate, holders.get(next))) {
                    return;
                }
                unlist(holders.get(next++), nowNanos);
            }
            candidate.list();
            listed.add(candidate);
        }
    }

    /** Those at work that may get a row: mostly none, since a rival must be clearly busier. */
    private List<PodEdge> candidates(long nowNanos) {
        PodEdge leastBusy = listed.size() < most ? null : Collections.min(listed, LEAST_BUSY_FIRST);
        List<PodEdge> candidates = new ArrayList<>();
        for (PodEdge edge : edges.values()) {
            if (edge.listable(nowNanos)
                    && edge.idleNanos(nowNanos) == 0
                    && (leastBusy == null || clearlyBusier(edge, leastBusy))) {
                candidates.add(edge);
            }
        }
        return candidates;
    }

    private static boolean clearlyBusier(PodEdge rival, PodEdge holder) {
        return rival.busyNanos() > CLEARLY * holder.busyNanos();
    }

    private void unlist(PodEdge edge, long nowNanos) {
        edge.unlist(nowNanos + REST_NANOS);
        listed.remove(edge);
    }

    /** Adds the rows, the tail's last; it stays once it has counted, because it would not come back at zero. */
    void report(List<EdgeCounters> rows) {
        for (PodEdge edge : listed) {
            EdgeTally own = edge.own();
            if (own != null) {
                rows.add(edge.row(own));
            }
        }
        if (!tail.isZero() || !tailGauges.isZero()) {
            rows.add(tail.counters(tailName, "", tailGauges, List.of()));
        }
    }
}
