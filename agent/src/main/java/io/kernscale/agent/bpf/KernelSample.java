// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.util.Map;

/**
 * One reading of all maps.
 *
 * @param monotonicNanos CLOCK_MONOTONIC at the reading
 * @param scheduler      by cgroup id; empty when the feature does not deliver
 * @param block          by cgroup id and device; cgroup id 0 holds what the kernel charges to nobody
 * @param samples        by cgroup id
 */
public record KernelSample(
        long monotonicNanos,
        Map<Long, SchedCounters> scheduler,
        Map<BlockKey, BlockCounters> block,
        Map<Long, SampleCounts> samples) {

    /** A cgroup's use of one device. */
    public record BlockKey(long cgroupId, int major, int minor) {}

    /** On-CPU samples of one cgroup. */
    public record SampleCounts(long user, long kernel) {}

    public KernelSample {
        scheduler = Map.copyOf(scheduler);
        block = Map.copyOf(block);
        samples = Map.copyOf(samples);
    }
}
