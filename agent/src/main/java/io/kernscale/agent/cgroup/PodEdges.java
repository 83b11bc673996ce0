// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A pod's edges, summed over its cgroups by role, peer and port. The sums outlive cgroups and the kernel's rows. Memory
 * is bounded by what the kernel has room for and what it took back of late: a row of its is forgotten when it was missing
 * for a minute ({@link EdgeMeter}), an edge when it was idle for a little longer ({@link RoleEdges}).
 */
final class PodEdges {
    /** What kept an edge busy counts half after so long: rows follow the load, and outlast a pause. */
    private static final double HALF_LIFE_NANOS = 30e9;

    private final int most;
    private final Map<Role, RoleEdges> roles = new EnumMap<>(Role.class);
    private final List<Cgroup> ended = new ArrayList<>(0);
    private long bookedAtNanos;

    /** @param most rows of a role without the tail's, 1 or more */
    PodEdges(int most) {
        this.most = most;
    }

    /** The edges of these cgroups alone, as the kernel counts them: those that it began anew begin anew here. */
    List<EdgeCounters> ofOnly(Collection<Cgroup> cgroups) {
        PodEdges only = new PodEdges(most);
        if (hasEdges(cgroups)) {
            only.pass(cgroups, bookedAtNanos, EdgeMeter::whole);
        }
        return only.rows();
    }

    /** Takes over an ended cgroup; what it counted is booked with the next {@link #book}. */
    void fold(Cgroup cgroup) {
        if (!cgroup.edges().isEmpty()) {
            ended.add(cgroup);
        }
    }

    /** Books what the cgroups counted since the last time. A pod without edges costs a look at its cgroups. */
    void book(Collection<Cgroup> living, long nowNanos) {
        if (roles.isEmpty() && ended.isEmpty() && !hasEdges(living)) {
            return;
        }
        List<Cgroup> cgroups = new ArrayList<>(living);
        cgroups.addAll(ended);
        ended.clear();
        pass(cgroups, nowNanos, EdgeMeter::growth);
        for (Cgroup cgroup : cgroups) {
            cgroup.edges().forEach(EdgeMeter::book);
            cgroup.forgetEdges(nowNanos);
        }
        bookedAtNanos = nowNanos;
    }

    /** The listed edges of each role, its tail after them. */
    List<EdgeCounters> rows() {
        if (roles.isEmpty()) {
            return List.of();
        }
        List<EdgeCounters> rows = new ArrayList<>();
        roles.values().forEach(role -> role.report(rows));
        return rows;
    }

    /** How many edges are remembered, with and without rows. */
    int size() {
        return roles.values().stream().mapToInt(RoleEdges::size).sum();
    }

    /** Twice over all parts: what was counted decides who is listed, and who is listed decides where that is added. */
    private void pass(Collection<Cgroup> cgroups, long nowNanos, BiConsumer<EdgeMeter, EdgeTally> reading) {
        double decay = Math.pow(0.5, (nowNanos - bookedAtNanos) / HALF_LIFE_NANOS);
        roles.values().forEach(role -> role.begin(decay));
        EdgeTally counted = new EdgeTally();
        for (Cgroup cgroup : cgroups) {
            for (EdgeMeter meter : cgroup.edges()) {
                reading.accept(meter, counted);
                TcpCounters now = !cgroup.ended() && meter.seenAt(nowNanos) ? meter.seen() : null;
                role(meter.name().role()).see(meter.name(), counted, now, nowNanos);
            }
        }
        roles.values().forEach(role -> role.settle(nowNanos));
        for (Cgroup cgroup : cgroups) {
            for (EdgeMeter meter : cgroup.edges()) {
                reading.accept(meter, counted);
                role(meter.name().role()).add(meter.name(), counted);
            }
        }
    }

    private RoleEdges role(Role role) {
        RoleEdges known = roles.get(role);
        if (known == null) {
            known = new RoleEdges(role, most);
            roles.put(role, known);
        }
        return known;
    }

    private static boolean hasEdges(Collection<Cgroup> cgroups) {
        for (Cgroup cgroup : cgroups) {
            if (!cgroup.edges().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
