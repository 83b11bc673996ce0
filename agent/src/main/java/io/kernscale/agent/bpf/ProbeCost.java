// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;

/**
 * What a program has cost while the kernel timed programs: zeros unless {@code sysctl kernel.bpf_stats_enabled} is 1, or
 * was.
 *
 * @param program  its name in the object, {@code on_switch}
 * @param runs     how often it ran
 * @param runNanos time it took, of all CPUs together
 */
public record ProbeCost(Feature feature, String program, long runs, long runNanos) {}
