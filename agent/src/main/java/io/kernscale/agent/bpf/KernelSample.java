// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.Map;

/**
 * One reading of all maps.
 *
 * @param monotonicNanos CLOCK_MONOTONIC at the reading
 * @param scheduler      by cgroup id; empty when the feature does not deliver
 * @param block          by cgroup id and device; cgroup id 0 holds what the kernel charges to nobody
 * @param samples        by cgroup id
 * @param edges          by cgroup id, role, peer and port
 */
public record KernelSample(
        long monotonicNanos,
        Map<Long, SchedCounters> scheduler,
        Map<BlockKey, BlockCounters> block,
        Map<Long, SampleCounts> samples,
        Map<EdgeKey, TcpCounters> edges) {

    /** A cgroup's use of one device. */
    public record BlockKey(long cgroupId, int major, int minor) {}

    /**
     * One end of a cgroup's connections to one peer.
     *
     * @param peer {@link PeerAddress#NONE} for the tail
     * @param port the service's: the peer's for a client, the cgroup's own for a server; 0 for the tail
     */
    public record EdgeKey(long cgroupId, Role role, PeerAddress peer, int port) {

        /** By hand: a record's own costs a tenth of a microsecond without the second compiler, thousands of times. */
        @Override
        public int hashCode() {
            return 31 * (31 * (31 * Long.hashCode(cgroupId) + role.ordinal()) + peer.hashCode()) + port;
        }
    }

    /** On-CPU samples of one cgroup. */
    public record SampleCounts(long user, long kernel) {}

    public KernelSample {
        scheduler = Map.copyOf(scheduler);
        block = Map.copyOf(block);
        samples = Map.copyOf(samples);
        edges = Map.copyOf(edges);
    }
}
