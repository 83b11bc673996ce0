// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.spec.AutoscalingSpec;
import java.time.Instant;
import java.util.List;

/**
 * All that one evaluation depends on.
 *
 * @param spec           what is asked for
 * @param specReplicas   {@code spec.replicas} of the target's scale
 * @param statusReplicas {@code status.replicas} of the target's scale
 * @param pods           of the target, also those that do not count
 * @param readings       one for each of {@code spec.metricsOrDefault()}, in their order
 * @param state          as the evaluation before left it
 * @param settings       what holds for all
 * @param now            the time
 */
public record HpaInput(
        AutoscalingSpec spec,
        int specReplicas,
        int statusReplicas,
        List<PodFacts> pods,
        List<MetricReading> readings,
        HpaState state,
        HpaSettings settings,
        Instant now) {

    public HpaInput {
        requireNonNull(spec, "spec");
        pods = List.copyOf(pods);
        readings = List.copyOf(readings);
        requireNonNull(state, "state");
        requireNonNull(settings, "settings");
        requireNonNull(now, "now");
        if (readings.size() != spec.metricsOrDefault().size()) {
            throw new IllegalArgumentException("there must be a reading for each metric, were: " + readings.size()
                    + " readings for " + spec.metricsOrDefault().size() + " metrics");
        }
    }

    /** Without those that have finished. */
    List<PodFacts> livePods() {
        return pods.stream()
                .filter(pod -> pod.phase() != PodFacts.Phase.SUCCEEDED)
                .toList();
    }
}
