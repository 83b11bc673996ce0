// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.spec.MetricSpec;
import org.jspecify.annotations.Nullable;

/**
 * How one metric stands, for {@code status.currentMetrics}.
 *
 * @param metric             which, with its target
 * @param utilizationPercent of the requests; null for metrics without
 * @param usageMilli         average of a pod, or the value of the object, in thousandths; null when it failed
 * @param replicas           what it asks for; null when it failed
 * @param failure            why it has no value; null when it has one
 */
public record CurrentMetric(
        MetricSpec metric,
        @Nullable Integer utilizationPercent,
        @Nullable Long usageMilli,
        @Nullable Integer replicas,
        @Nullable String failure) {

    public CurrentMetric {
        requireNonNull(metric, "metric");
    }

    static CurrentMetric of(MetricSpec metric, Proposal proposal) {
        return new CurrentMetric(
                metric, proposal.utilizationPercent(), proposal.usageMilli(), proposal.replicas(), null);
    }

    static CurrentMetric failed(MetricSpec metric, String failure) {
        return new CurrentMetric(metric, null, null, null, failure);
    }
}
