// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final Counter OUTSTANDING = new Counter("outstandingNanos", EdgeCounters::outstandingNanos);

    private final Map<Key, EdgeCounters> earlier = new HashMap<>();
    private final PodReport after;
    private final int cpus;
    private final Duration window;
    private final double seconds;
    private final List<RateIncident> incidents = new ArrayList<>();

    private record Key(Role role, String peer, int port) {
        static Key of(EdgeCounters edge) {
            return new Key(edge.role(), edge.peer(), edge.port());
        }
    }

    /** What may only grow. */
    private record Counter(String name, ToLongFunction<EdgeCounters> value) {
        long growth(EdgeCounters before, EdgeCounters after) {
            return value.applyAsLong(after) - value.applyAsLong(before);
        }
    }

    /**
     * Compares two rows.
     *
     * @param cpus of the node, 0 when unknown
     */
    EdgeDifference(PodReport before, PodReport after, int cpus, Duration window) {
        before.edges().forEach(edge -> earlier.putIfAbsent(Key.of(edge), edge));
        this.after = after;
        this.cpus = cpus;
        this.window = window;
        this.seconds = window.toNanos() / 1e9;
    }

    /** Why edges were left out; complete after {@link #edges()}. */
    List<RateIncident> incidents() {
        return incidents;
    }

    /** The rates of all edges that can be right. One that the row before did not have began at zero. */
    List<PodEdge> edges() {
        List<PodEdge> edges = new ArrayList<>(after.edges().size());
        for (EdgeCounters edge : after.edges()) {
            EdgeCounters before = earlier.get(Key.of(edge));
            PodEdge difference = difference(before == null ? unused(edge) : before, edge);
            if (difference != null) {
                edges.add(difference);
            }
        }
        return edges;
    }

    private @Nullable PodEdge difference(EdgeCounters before, EdgeCounters edge) {
        String lower = counterThatWentBack(before, edge);
        if (lower != null) {
            return leaveOut(RateIssue.EDGE_WENT_BACK, edge, lower + " is lower than before");
        }
        EdgeRates rates = rates(before, edge);
        String absurdity = absurdity(before, edge, rates);
        if (absurdity != null) {
            return leaveOut(RateIssue.ABSURD_EDGE, edge, absurdity + ", in " + window);
        }
        return new PodEdge(edge.role(), edge.peer(), edge.port(), rates, edge.connections());
    }

    private @Nullable PodEdge leaveOut(RateIssue issue, EdgeCounters edge, String detail) {
        String peer = edge.isTail() ? "of other peers" : edge.peer() + " port " + edge.port();
        incidents.add(RateCalculator.incident(issue, after, edge.role() + " edge " + peer + ": " + detail));
        return null;
    }

    private static EdgeCounters unused(EdgeCounters edge) {
        return new EdgeCounters(
                edge.role(),
                edge.peer(),
                edge.port(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                0,
                0,
                0,
                List.of());
    }

    private static @Nullable String counterThatWentBack(EdgeCounters before, EdgeCounters edge) {
        if (OUTSTANDING.growth(before, edge) < 0) {
            return OUTSTANDING.name;
        }
        String bytes = above(BYTES, edge, before, 0);
        return bytes == null ? above(EVENTS, edge, before, 0) : bytes;
    }

    private @Nullable String absurdity(EdgeCounters before, EdgeCounters edge, EdgeRates rates) {
        if (rates.outstanding() > plausibleTurns(before, edge)) {
            return "%.1f turns at once, %.1f are plausible"
                    .formatted(rates.outstanding(), plausibleTurns(before, edge));
        }
        if (edge.rttMicros() > PhysicalLimits.ROUND_TRIP_MICROS) {
            return "a round trip of " + edge.rttMicros() + " µs";
        }
        double maxEvents = PhysicalLimits.SOCKET_EVENTS_PER_SECOND_AND_CPU * Math.max(cpus, 1) * seconds;
        String name = above(EVENTS, before, edge, maxEvents);
        if (name == null) {
            name = above(BYTES, before, edge, PhysicalLimits.SOCKET_BYTES_PER_SECOND * seconds);
        }
        if (name == null && rates.answers().counts().stream().anyMatch(count -> count > maxEvents)) {
            name = "answerHistogram";
        }
        return name == null ? null : name + " grew faster than a machine can do";
    }

    /**
     * Turns that can have been in progress on average: one for each connection, or attempt at one, that was there at
     * the beginning, at the end or in between, and one for each turn begun on a connection that nobody had counted;
     * a twentieth and one more, because the numbers of one row are not read at one instant.
     */
    private static double plausibleTurns(EdgeCounters a, EdgeCounters b) {
        double connections = (double) a.open() + b.open() + a.outstanding() + b.outstanding();
        double begun = (double) (b.opened() - a.opened())
                + (b.refused() - a.refused())
                + (b.timedOut() - a.timedOut())
                + (b.requests() - a.requests());
        return (connections + begun) * 1.05 + 1;
    }

    /** The first counter that grew by more than {@code limit}; null when none did. */
    private static @Nullable String above(
            List<Counter> counters, EdgeCounters before, EdgeCounters after, double limit) {
        for (Counter counter : counters) {
            if (counter.growth(before, after) > limit) {
                return counter.name;
            }
        }
        return null;
    }

    private EdgeRates rates(EdgeCounters a, EdgeCounters b) {
        return new EdgeRates(
                b.open(),
                perSecond(a.opened(), b.opened()),
                perSecond(a.refused(), b.refused()),
                perSecond(a.reset(), b.reset()),
                perSecond(a.timedOut(), b.timedOut()),
                perSecond(a.closed(), b.closed()),
                perSecond(a.sentBytes(), b.sentBytes()),
                perSecond(a.receivedBytes(), b.receivedBytes()),
                b.rttMicros() / 1e6,
                perSecond(a.retransmits(), b.retransmits()),
                perSecond(a.requests(), b.requests()),
                perSecond(a.answers(), b.answers()),
                (b.outstandingNanos() - a.outstandingNanos()) / 1e9 / seconds,
                b.outstanding(),
                Latencies.between(a.answerHistogram(), b.answerHistogram()),
                perSecond(a.overlaps(), b.overlaps()),
                perSecond(a.unasked(), b.unasked()));
    }

    private double perSecond(long before, long after) {
        return (after - before) / seconds;
    }
}
