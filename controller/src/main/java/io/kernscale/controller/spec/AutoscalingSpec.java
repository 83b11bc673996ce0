// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a spec that a HorizontalPodAutoscaler has as well.
 *
 * @param minReplicas 1 or more
 * @param maxReplicas {@code minReplicas} or more
 * @param metrics     as given; empty when the user gave none, see {@link #metricsOrDefault}
 * @param behavior    null when the user gave none
 */
public record AutoscalingSpec(
        int minReplicas,
        int maxReplicas,
        List<MetricSpec> metrics,
        @Nullable Behavior behavior) {

    /** What the Horizontal Pod Autoscaler goes by where it is told no metric. */
    public static final MetricSpec DEFAULT_METRIC = new MetricSpec.Resource("cpu", new MetricTarget.Utilization(80));

    public AutoscalingSpec {
        requireNonNull(metrics, "metrics");
        if (minReplicas < 0 || maxReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException(
                    "replicas must be 0 <= min <= max and max >= 1, were: min " + minReplicas + ", max " + maxReplicas);
        }
        metrics = List.copyOf(metrics);
    }

    /** The metrics that the Horizontal Pod Autoscaler would go by. */
    public List<MetricSpec> metricsOrDefault() {
        return metrics.isEmpty() ? List.of(DEFAULT_METRIC) : metrics;
    }
}
