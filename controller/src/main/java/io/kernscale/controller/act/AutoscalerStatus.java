// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Past;
import io.kernscale.controller.hpa.CurrentMetric;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a KernelAutoscaler's status tells its reader. Null is what is not known.
 *
 * @param reference       the target, {@code Deployment/cart}; empty when the spec names none
 * @param label           what the workload is short of
 * @param evidence        the numbers behind it
 * @param culprits        where its waits end and what becomes of that, a sentence each; empty when it does not wait
 * @param target          the metrics as they stand, each with its target: {@code cpu: 62%/80%}; empty without metrics
 * @param selector        which pods are the workload's own; empty where its scale does not say
 * @param currentMetrics  the metrics as they stand
 * @param past            what another controller must know to go on here
 * @param currentReplicas what the scale asks for
 * @param desiredReplicas what the last decision wants
 * @param hpaReplicas     what the HorizontalPodAutoscaler's rule would want
 * @param reason          why, in one word
 * @param message         why, in a sentence
 * @param lastScaleTime   when it scaled last
 * @param decidedAt       when it decided last
 * @param conditions      one of each type
 */
public record AutoscalerStatus(
        long observedGeneration,
        String reference,
        @Nullable String label,
        @Nullable String evidence,
        List<String> culprits,
        String target,
        String selector,
        List<CurrentMetric> currentMetrics,
        Past past,
        @Nullable Integer currentReplicas,
        @Nullable Integer desiredReplicas,
        @Nullable Integer hpaReplicas,
        String reason,
        String message,
        @Nullable Instant lastScaleTime,
        Instant decidedAt,
        List<Condition> conditions) {

    public AutoscalerStatus {
        requireNonNull(reference, "reference");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(decidedAt, "decidedAt");
        requireNonNull(target, "target");
        requireNonNull(selector, "selector");
        requireNonNull(past, "past");
        culprits = List.copyOf(culprits);
        currentMetrics = List.copyOf(currentMetrics);
        conditions = List.copyOf(conditions);
    }

    /**
     * Whether a reader would call it the same news. Numbers within sentences move with every window and do not count,
     * else every workload would be written every two seconds.
     */
    public boolean saysTheSameAs(AutoscalerStatus other) {
        return observedGeneration == other.observedGeneration
                && reference.equals(other.reference)
                && Objects.equals(label, other.label)
                && Objects.equals(currentReplicas, other.currentReplicas)
                && Objects.equals(desiredReplicas, other.desiredReplicas)
                && Objects.equals(lastScaleTime, other.lastScaleTime)
                && reason.equals(other.reason)
                && past.scaleUps().equals(other.past.scaleUps())
                && past.scaleDowns().equals(other.past.scaleDowns())
                && conditions.size() == other.conditions.size()
                && conditions.stream()
                        .allMatch(condition -> other.conditions.stream().anyMatch(condition::says));
    }
}
