// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import io.kernscale.wire.EdgeCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One edge of a pod: a row of the report while it is listed, else a part of the tail. */
final class PodEdge {
    /** What a request counts beside outstanding time, so that edges which hardly wait are ordered by requests. */
    private static final double REQUEST_NANOS = 1_000;

    private final EdgeName name;
    private final EdgeGauges gauges = new EdgeGauges();
    private @Nullable EdgeTally own;
    private double busyNanos;
    private long activeAtNanos;
    private long listableAtNanos = Long.MIN_VALUE;
    private @Nullable EdgeCounters row;
    private List<Endpoint> rowConnections = List.of();
    private boolean changed;

    PodEdge(EdgeName name) {
        this.name = name;
    }

    /** Begins a collection; what made it busy before counts {@code decay} times as much now. */
    void begin(double decay) {
        gauges.clear();
        busyNanos *= decay;
    }

    /** Sees what a cgroup counted since the last collection; adding that to a row comes later. */
    void grows(EdgeTally growth, long nowNanos) {
        if (!growth.isZero()) {
            busyNanos += growth.outstandingNanos() + REQUEST_NANOS * growth.requests();
            activeAtNanos = nowNanos;
            changed = true;
        }
    }

    /** Sees what is true of a living cgroup now. */
    void stands(TcpCounters counters, long nowNanos) {
        gauges.add(counters);
        if (!gauges.isZero()) {
            activeAtNanos = nowNanos;
        }
    }

    EdgeGauges gauges() {
        return gauges;
    }

    /** Outstanding time of late, and a little for each request. */
    double busyNanos() {
        return busyNanos;
    }

    /** For how long it had no connection, and nothing happened. */
    long idleNanos(long nowNanos) {
        return nowNanos - activeAtNanos;
    }

    boolean listed() {
        return own != null;
    }

    boolean listable(long nowNanos) {
        return own == null && listableAtNanos <= nowNanos;
    }

    /** The counters of its row; null while it has none. */
    @Nullable
    EdgeTally own() {
        return own;
    }

    /** Gives it a row, which begins at zero: what came before is in the tail. */
    void list() {
        own = new EdgeTally();
        row = null;
    }

    void unlist(long listableAgainAtNanos) {
        own = null;
        row = null;
        listableAtNanos = listableAgainAtNanos;
    }

    /** Its row, made anew only where something changed: an address's text and a histogram's boxes are not for free. */
    EdgeCounters row(EdgeTally counters) {
        EdgeCounters last = row;
        boolean sameConnections = last != null && gauges.connectionsAre(rowConnections);
        if (last == null || changed || !sameConnections || !shown(last)) {
            List<String> connections = last != null && sameConnections ? last.connections() : texts();
            String peer = last == null ? name.peer().toString() : last.peer();
            last = counters.counters(name, peer, gauges, connections);
            row = last;
            rowConnections = gauges.connections();
            changed = false;
        }
        return last;
    }

    private boolean shown(EdgeCounters last) {
        return last.open() == gauges.open()
                && last.outstanding() == gauges.outstanding()
                && last.rttMicros() == gauges.rttMicros();
    }

    private List<String> texts() {
        return gauges.connections().stream().map(Endpoint::toString).toList();
    }
}
