// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import java.time.Duration;

/**
 * Decides for a workload that is short of nothing: fewer replicas, or the same. It goes to the highest recommendation of
 * the stabilization window; while the workload serves, by a quarter of the replicas a minute at most.
 */
final class ScaleIn {

    static final Duration STEP_INTERVAL = Duration.ofSeconds(60);

    private static final double STEP_RATIO = 0.25;

    /** The demand must fit fewer replicas with this much to spare, else noise would bring them back. */
    private static final double SPARE_RATIO = 0.05;

    private ScaleIn() {}

    static Outcome decide(Situation situation) {
        int replicas = situation.replicas();
        if (situation.partial()) {
            return situation.hold(HoldReason.PARTIALLY_OBSERVED);
        }
        int desired = recommended(situation);
        if (desired >= replicas) {
            return situation.hold(
                    replicas == situation.policy().minReplicas() ? HoldReason.AT_MIN : HoldReason.DEMAND_FITS);
        }
        int stabilized = Memory.recommendations(situation, desired).highest();
        if (stabilized >= replicas) {
            return situation.hold(HoldReason.STABILIZING);
        }
        boolean idle = situation.assessment().label() == Label.IDLE;
        LastScale last = situation.history().lastScale();
        if (!idle
                && last != null
                && Duration.between(last.at(), situation.now()).compareTo(STEP_INTERVAL) < 0) {
            return situation.hold(HoldReason.PACED);
        }
        int lowest = idle ? stabilized : replicas - Math.max(1, (int) (replicas * STEP_RATIO));
        return new ScaleTo(Math.max(stabilized, lowest), idle ? ScaleReason.IDLE : ScaleReason.LOW_DEMAND);
    }

    /** The replicas that the load of now takes, within the bounds and no more than there are. */
    static int recommended(Situation situation) {
        ScalingPolicy policy = situation.policy();
        double replicaCores = situation.capacity().cores() * (1 - policy.targetSaturation()) * (1 - SPARE_RATIO);
        int needed = (int) Math.ceil(situation.observation().cpu().runCores() / replicaCores);
        return Math.clamp(needed, policy.minReplicas(), Math.max(policy.minReplicas(), situation.replicas()));
    }
}
