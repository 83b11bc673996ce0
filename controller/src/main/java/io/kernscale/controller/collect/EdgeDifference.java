// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The TCP edges of two rows of one pod, subtracted one by one. An edge that cannot be right is left out of this window
 * alone and named: an agent's table is bounded and its rows are used again, which harms no other rate of the pod.
 */
final class EdgeDifference {

    private static final List<Counter> EVENTS = List.of(
            new Counter("opened", EdgeCounters::opened),
            new Counter("refused", EdgeCounters::refused),
            new Counter("reset", EdgeCounters::reset),
            new Counter("timedOut", EdgeCounters::timedOut),
            new Counter("closed", EdgeCounters::closed),
            new Counter("retransmits", EdgeCounters::retransmits),
            new Counter("requests", EdgeCounters::requests),
            new Counter("answers", EdgeCounters::answers),
            new Counter("overlaps", EdgeCounters::overlaps),
            new Counter("unasked", EdgeCounters::unasked));

    private static final List<Counter> BYTES = List.of(
            new Counter("sentBytes", EdgeCounters::sentBytes),
            new Counter("receivedBytes", EdgeCounters::receivedBytes));

    /** An edge that the row before did not have began at zero. */
    private static final EdgeCounters UNUSED =
            new EdgeCounters(Role.CLIENT, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, 0, 0, List.of());

    private final KeptEdges earlier;
    private final PodReport after;
    private final int cpus;
    private final Duration window;
    private final double seconds;
    private final VarintWriter out;
    private final List<RateIncident> incidents = new ArrayList<>();

    /** What may only grow. */
    private record Counter(String name, ToLongFunction<EdgeCounters> value) {}

    /**
     * Compares two rows.
     *
     * @param cpus of the node, 0 when unknown
     */
    EdgeDifference(BasePod before, PodReport after, int cpus, Duration window, VarintWriter out) {
        this.earlier = new KeptEdges(before.edges());
        this.after = after;
        this.cpus = cpus;
        this.window = window;
        this.seconds = window.toNanos() / 1e9;
        this.out = out;
    }

    /** Why edges were left out; complete after {@link #edges}. */
    List<RateIncident> incidents() {
        return incidents;
    }

    /**
     * The growth of all edges that can be right.
     *
     * @param kept the edges of the later row, as they are kept
     */
    List<PodEdge> edges(List<KeptEdge> kept) {
        List<PodEdge> edges = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            EdgeCounters edge = after.edges().get(i);
            KeptEdge before = earlier.find(edge, i);
            EdgeCounters growth = growth(before == null ? UNUSED : before.counters(), edge);
            if (growth != null) {
                edges.add(new PodEdge(kept.get(i), PackedCounters.pack(growth, out), window));
            }
        }
        return edges;
    }

    private @Nullable EdgeCounters growth(EdgeCounters before, EdgeCounters edge) {
        String lower = counterThatWentBack(before, edge);
        if (lower != null) {
            return leaveOut(RateIssue.EDGE_WENT_BACK, edge, lower + " is lower than before");
        }
        EdgeCounters growth = EdgeGrowth.between(before, edge);
        String absurdity = absurdity(before, growth);
        if (absurdity != null) {
            return leaveOut(RateIssue.ABSURD_EDGE, edge, absurdity + ", in " + window);
        }
        return growth;
    }

    private @Nullable EdgeCounters leaveOut(RateIssue issue, EdgeCounters edge, String detail) {
        String peer = edge.isTail() ? "of other peers" : edge.peer() + " port " + edge.port();
        incidents.add(RateCalculator.incident(issue, after, edge.role() + " edge " + peer + ": " + detail));
        return null;
    }

    private static @Nullable String counterThatWentBack(EdgeCounters before, EdgeCounters edge) {
        if (!EdgeGrowth.wentBack(before, edge)) {
            return null;
        }
        if (edge.outstandingNanos() < before.outstandingNanos()) {
            return "outstandingNanos";
        }
        String bytes = lower(BYTES, before, edge);
        return bytes == null ? lower(EVENTS, before, edge) : bytes;
    }

    private static @Nullable String lower(List<Counter> counters, EdgeCounters before, EdgeCounters after) {
        for (Counter counter : counters) {
            if (counter.value.applyAsLong(after) < counter.value.applyAsLong(before)) {
                return counter.name;
            }
        }
        return null;
    }

    private @Nullable String absurdity(EdgeCounters before, EdgeCounters growth) {
        double outstanding = growth.outstandingNanos() / 1e9 / seconds;
        double plausible = plausibleTurns(before, growth);
        if (outstanding > plausible) {
            return "%.1f turns at once, %.1f are plausible".formatted(outstanding, plausible);
        }
        if (growth.rttMicros() > PhysicalLimits.ROUND_TRIP_MICROS) {
            return "a round trip of " + growth.rttMicros() + " µs";
        }
        double maxEvents = PhysicalLimits.SOCKET_EVENTS_PER_SECOND_AND_CPU * Math.max(cpus, 1) * seconds;
        String name = above(EVENTS, growth, maxEvents);
        if (name == null) {
            name = above(BYTES, growth, PhysicalLimits.SOCKET_BYTES_PER_SECOND * seconds);
        }
        if (name == null && EdgeGrowth.highest(growth.answerHistogram()) > maxEvents) {
            name = "answerHistogram";
        }
        return name == null ? null : name + " grew faster than a machine can do";
    }

    /**
     * Turns that can have been in progress on average: one for each connection, or attempt at one, that was there at
     * the beginning, at the end or in between, and one for each turn begun on a connection that nobody had counted;
     * a twentieth and one more, because the numbers of one row are not read at one instant.
     */
    private static double plausibleTurns(EdgeCounters before, EdgeCounters growth) {
        double connections = (double) before.open() + growth.open() + before.outstanding() + growth.outstanding();
        double begun = (double) growth.opened() + growth.refused() + growth.timedOut() + growth.requests();
        return (connections + begun) * 1.05 + 1;
    }

    /** The first counter that grew by more than {@code limit}; null when none did. */
    private static @Nullable String above(List<Counter> counters, EdgeCounters growth, double limit) {
        for (Counter counter : counters) {
            if (counter.value.applyAsLong(growth) > limit) {
                return counter.name;
            }
        }
        return null;
    }
}
