// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.List;
import java.util.Map;

/** Finds one edge in a reading. */
final class TcpEdges {
    static final TcpCounters NONE =
            new TcpCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new long[26], 0, 0, 0, List.of());

    private TcpEdges() {}

    /** @param peer as numbers; empty for the tail */
    static TcpCounters of(KernelProbes probes, TestCgroup cgroup, Role role, String peer, int port) {
        return probes.read().edges().entrySet().stream()
                .filter(entry -> is(entry.getKey(), cgroup, role, peer, port))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NONE);
    }

    private static boolean is(EdgeKey key, TestCgroup cgroup, Role role, String peer, int port) {
        return key.cgroupId() == cgroup.id()
                && key.role() == role
                && key.peer().toString().equals(peer)
                && key.port() == port;
    }
}
