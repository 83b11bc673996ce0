// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaCondition.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Horizontal Pod Autoscaler would do.
 *
 * @param desiredReplicas what it would write; the present replicas where it changes nothing
 * @param proposedReplicas what the metrics ask for, before stabilization, rate limits and bounds; null where they were
 *                        not asked or have no answer
 * @param failure         why the metrics have no answer; null where they have one
 * @param rescaleReason   why it changes the replicas; null where it does not
 * @param conditions      one of a type at most
 * @param currentMetrics  one for each metric, in the spec's order; empty where they were not asked
 * @param next            for the next evaluation
 */
public record HpaResult(
        int desiredReplicas,
        @Nullable Integer proposedReplicas,
        @Nullable String failure,
        @Nullable String rescaleReason,
        List<HpaCondition> conditions,
        List<CurrentMetric> currentMetrics,
        HpaState next) {

    public HpaResult {
        conditions = List.copyOf(conditions);
        currentMetrics = List.copyOf(currentMetrics);
        requireNonNull(next, "next");
    }

    /** The condition of this type, where there is one. */
    public Optional<HpaCondition> condition(Type type) {
        return conditions.stream().filter(one -> one.type() == type).findFirst();
    }
}
