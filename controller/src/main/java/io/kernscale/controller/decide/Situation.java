// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Capacity;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.objective.Aim;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one decision. */
record Situation(
        Assessment assessment,
        Observation observation,
        WorkloadState state,
        ScalingPolicy policy,
        @Nullable Aim aim,
        History history,
        int startingPods,
        List<PodFacts> pods,
        Instant now) {

    static Situation of(Inputs in) {
        return new Situation(
                in.assessment(),
                in.observation(),
                in.state(),
                in.policy(),
                in.aim(),
                in.history(),
                in.metering().starting().size(),
                in.metering().pods(),
                in.now());
    }

    /** Whether the start-up of pods, as measured, makes up half of what is seen or more. */
    boolean mostlyStarting() {
        return startingPods > 0 && 2 * startingPods >= state.readyReplicas();
    }

    int replicas() {
        return state.replicas();
    }

    Hold hold(HoldReason reason) {
        return new Hold(replicas(), reason);
    }

    /** What one replica can get. At least one pod must be observed. */
    Capacity capacity() {
        return Capacity.of(observation, state, policy.targetSaturation());
    }

    /** The part of a replica's capacity that may be used. */
    double usableRatio() {
        return history.crowding().usableRatio(aim == null ? policy.targetSaturation() : 1 - aim.usableRatio());
    }

    /** Whether a pod became ready so late that its start lies in the window. */
    boolean startsInWindow() {
        Instant readyAt = state.lastPodReadyAt();
        return readyAt != null
                && observation.observedAt().minus(observation.window()).isBefore(readyAt.plus(policy.podWarmUp()));
    }

    /** Whether pods that should be there are not ready or not seen. */
    boolean partial() {
        return state.readyReplicas() < replicas() || observation.observedPods() < observation.readyPods();
    }
}
