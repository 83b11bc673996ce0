// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/**
 * Raw block counters of one cgroup and device, summed over CPUs; meanings as in {@code io.kernscale.wire.DiskCounters}.
 *
 * @param queuedHistogram {@code long[26]}
 * @param deviceHistogram {@code long[26]}
 */
public record BlockCounters(
        long reads,
        long writes,
        long readBytes,
        long writtenBytes,
        long queuedNanos,
        long deviceNanos,
        long[] queuedHistogram,
        long[] deviceHistogram,
        long inFlight) {}
