// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.decide.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What the last round made of one autoscaler.
 *
 * @param autoscaler as the API server has it
 * @param status     as told to the API server
 * @param judgement  null when the round could not get so far; the status says why
 */
public record WorkloadView(
        Autoscaler autoscaler,
        AutoscalerStatus status,
        @Nullable Judgement judgement) {

    /** What was seen, what it was taken for, where its waits end, and what follows. */
    public record Judgement(Observation observation, Assessment assessment, Walk walk, Decision decision) {
        public Judgement {
            requireNonNull(observation, "observation");
            requireNonNull(assessment, "assessment");
            requireNonNull(walk, "walk");
            requireNonNull(decision, "decision");
        }
    }

    public WorkloadView {
        requireNonNull(autoscaler, "autoscaler");
        requireNonNull(status, "status");
    }
}
