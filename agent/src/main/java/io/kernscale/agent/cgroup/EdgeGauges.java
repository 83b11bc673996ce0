// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** What is true of an edge now, summed over living cgroups; an ended one has no connections. */
final class EdgeGauges {
    /** Four cgroups' samples of 16 connections; a report has room for no more. */
    private static final int MOST_CONNECTIONS = 64;

    private long open;
    private long outstanding;
    private long rttMicros;
    private List<Endpoint> connections = List.of();

    void clear() {
        open = 0;
        outstanding = 0;
        rttMicros = 0;
        connections = List.of();
    }

    void add(TcpCounters counters) {
        open += Math.max(0, counters.open()); // a close may be seen whose opening was not
        outstanding += Math.max(0, counters.outstanding());
        rttMicros = Math.max(rttMicros, counters.rttMicros());
        connections = union(connections, counters.connections());
    }

    /** For the tail, whose connections are nobody's in particular. */
    void add(EdgeGauges other) {
        open += other.open;
        outstanding += other.outstanding;
        rttMicros = Math.max(rttMicros, other.rttMicros);
    }

    private static List<Endpoint> union(List<Endpoint> some, List<Endpoint> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        List<Endpoint> all = new ArrayList<>(some);
        all.addAll(more);
        return all.size() <= MOST_CONNECTIONS ? all : all.subList(0, MOST_CONNECTIONS);
    }

    boolean isZero() {
        return open == 0 && outstanding == 0;
    }

    int open() {
        return (int) Math.min(open, Integer.MAX_VALUE);
    }

    int outstanding() {
        return (int) Math.min(outstanding, Integer.MAX_VALUE);
    }

    long rttMicros() {
        return rttMicros;
    }

    /** By hand: the equality of records is slow with the compiler that the agent runs with, and mostly all are as before. */
    boolean connectionsAre(List<Endpoint> others) {
        if (connections.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            Endpoint a = connections.get(i);
            Endpoint b = others.get(i);
            if (a.port() != b.port()
                    || a.address().low() != b.address().low()
                    || a.address().high() != b.address().high()) {
                return false;
            }
        }
        return true;
    }

    /** Some of those open now. */
    List<Endpoint> connections() {
        return connections;
    }
}
