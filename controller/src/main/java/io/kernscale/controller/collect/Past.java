// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a status tells of earlier decisions, so that no window begins anew after a restart or a change of leader. Lists
 * are oldest first, except {@code decisions}.
 *
 * @param recommendations    replicas before stabilization
 * @param hpaRecommendations the same as the Horizontal Pod Autoscaler would have them
 * @param scaleUps           replicas added
 * @param scaleDowns         replicas removed
 * @param usableRatio        how far its latency objective has come, see {@code Objectives}; null where it has none
 * @param decisions          the latest that differ from the one before, newest first
 */
public record Past(
        List<Moment> recommendations,
        List<Moment> hpaRecommendations,
        List<Moment> scaleUps,
        List<Moment> scaleDowns,
        @Nullable Double usableRatio,
        List<PastDecision> decisions) {

    /** Nothing is known. */
    public static final Past NONE = new Past(List.of(), List.of(), List.of(), List.of(), null, List.of());

    /** A number of replicas at a time. */
    public record Moment(Instant at, int replicas) {
        public Moment {
            requireNonNull(at, "at");
        }
    }

    /**
     * One decision.
     *
     * @param replicas that there were
     * @param desired  that were decided
     * @param hpa      that a Horizontal Pod Autoscaler would have wanted; null where it had no answer
     * @param label    what the workload was short of; null where nobody could tell
     * @param reason   why, in one word
     */
    public record PastDecision(
            Instant at,
            int replicas,
            int desired,
            @Nullable Integer hpa,
            @Nullable String label,
            String reason) {

        public PastDecision {
            requireNonNull(at, "at");
            requireNonNull(reason, "reason");
        }
    }

    public Past {
        recommendations = List.copyOf(recommendations);
        hpaRecommendations = List.copyOf(hpaRecommendations);
        scaleUps = List.copyOf(scaleUps);
        scaleDowns = List.copyOf(scaleDowns);
        decisions = List.copyOf(decisions);
    }
}
