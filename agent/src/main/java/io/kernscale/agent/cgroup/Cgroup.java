// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.BlockCounters;
import io.kernscale.agent.bpf.KernelSample.BlockKey;
import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import io.kernscale.agent.bpf.SchedCounters;
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
    private boolean ended;

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
