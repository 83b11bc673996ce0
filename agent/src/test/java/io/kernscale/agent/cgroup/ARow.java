// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.PeerAddress;
import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.Arrays;
import java.util.List;

/** Builds an edge's row as the kernel would count it. Starts at zero. */
final class ARow {
    private final long[] counts = new long[13];
    private final long[] times = new long[26];
    private int open;
    private int outstanding;
    private long rttMicros;
    private List<Endpoint> connections = List.of();

    static ARow aRow() {
        return new ARow();
    }

    static PeerAddress peer(int number) {
        return PeerAddress.ofIpv4(0x0a00_0000 + number);
    }

    /** Of peer {@code 10.0.0.number}, port 80. */
    static EdgeKey client(long cgroupId, int number) {
        return new EdgeKey(cgroupId, Role.CLIENT, peer(number), 80);
    }

    static EdgeKey tail(long cgroupId, Role role) {
        return new EdgeKey(cgroupId, role, PeerAddress.NONE, 0);
    }

    /** Each took 1 to 2 ms, so they are in slot 9. */
    ARow turns(long number, long outstandingNanos) {
        counts[8] = number;
        counts[9] = number;
        times[9] = number;
        counts[12] = outstandingNanos;
        return this;
    }

    ARow connected(long opened, long closed) {
        counts[0] = opened;
        counts[4] = closed;
        open = (int) (opened - closed);
        return this;
    }

    ARow open(int now) {
        open = now;
        return this;
    }

    ARow outstanding(int now) {
        outstanding = now;
        return this;
    }

    ARow rttMicros(long now) {
        rttMicros = now;
        return this;
    }

    ARow from(Endpoint... clients) {
        connections = List.of(clients);
        return this;
    }

    /** Sets the counter of that number, in the order of {@link TcpCounters} without gauges; the last is outstanding. */
    ARow count(int number, long value) {
        counts[number] = value;
        return this;
    }

    /** Sets the number of answers in that slot. */
    ARow took(int slot, long number) {
        times[slot] = number;
        return this;
    }

    TcpCounters counters() {
        return new TcpCounters(
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                open,
                counts[5],
                counts[6],
                rttMicros,
                counts[7],
                counts[8],
                counts[9],
                counts[12],
                Arrays.copyOf(times, times.length),
                outstanding,
                counts[10],
                counts[11],
                connections);
    }
}
