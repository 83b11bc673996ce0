// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.BlockCounters;
import io.kernscale.agent.bpf.KernelSample.BlockKey;
import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import io.kernscale.agent.bpf.SchedCounters;
import io.kernscale.agent.bpf.TcpCounters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One cgroup of the tree and the last counters seen of it, which outlive the cgroup until they are folded into its pod. */
final class Cgroup {
    private final long id;
    private final String path;
    private final @Nullable CgroupPath owner;
    private @Nullable SchedCounters scheduler;
    private @Nullable SampleCounts samples;
    private Map<BlockKey, BlockCounters> block = Map.of();
    private Map<EdgeKey, EdgeMeter> edges = Map.of();
    private boolean ended;
    private boolean owned;

    Cgroup(long id, String path) {
        this.id = id;
        this.path = path;
        this.owner = CgroupPath.parse(path).orElse(null);
    }

    long id() {
        return id;
    }

    String path() {
        return path;
    }

    Optional<CgroupPath> owner() {
        return Optional.ofNullable(owner);
    }

    @Nullable
    SchedCounters scheduler() {
        return scheduler;
    }

    @Nullable
    SampleCounts samples() {
        return samples;
    }

    Map<BlockKey, BlockCounters> block() {
        return block;
    }

    void see(SchedCounters counters) {
        scheduler = counters;
    }

    void see(SampleCounts counts) {
        samples = counts;
    }

    void see(BlockKey device, BlockCounters counters) {
        if (block.isEmpty()) {
            block = new HashMap<>(4); // most cgroups never touch a disk
        }
        block.put(device, counters);
    }

    /** Its edges while a pod owns it: others may talk to many that nobody asks for. */
    Collection<EdgeMeter> edges() {
        return edges.values();
    }

    void see(EdgeKey edge, TcpCounters counters, long nowNanos) {
        if (!owned) {
            return;
        }
        if (edges.isEmpty()) {
            edges = new HashMap<>(4);
        }
        EdgeMeter meter = edges.get(edge);
        if (meter == null) {
            edges.put(edge, new EdgeMeter(EdgeName.of(edge), counters, nowNanos));
        } else {
            meter.see(counters, nowNanos);
        }
    }

    /** Forgets edges that the kernel forgot; their counters must be booked. */
    void forgetEdges(long nowNanos) {
        if (!edges.isEmpty()) {
            edges.values().removeIf(meter -> meter.gone(nowNanos));
        }
    }

    /** From now on its edges are kept: {@link PodEdges} books and forgets them. */
    void own() {
        owned = true;
    }

    void disown() {
        owned = false;
        edges = Map.of();
    }

    boolean hasTasks() {
        return scheduler != null && (scheduler.threads() > 0 || scheduler.runNanos() > 0);
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
