// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.spec.LockPolicy;

/**
 * Decides for a workload that waits for a lock of its own. It is held, unless the policy wants replicas for it: then by
 * half as many again, one step at a time, as long as each brings more answers. Example: 4 become 6, then 9.
 */
final class LockStep {

    private static final double STEP_RATIO = 1.5;

    private LockStep() {}

    static Outcome decide(Situation situation) {
        ScalingPolicy policy = situation.policy();
        LastScale last = situation.history().lastScale();
        if (policy.lockPolicy() == LockPolicy.HOLD) {
            return situation.hold(HoldReason.LOCK_BOUND);
        }
        if (situation.history().label() != Label.WAITING) {
            return situation.hold(HoldReason.ONSET_IN_WINDOW);
        }
        if (situation.replicas() == policy.maxReplicas()) {
            return situation.hold(HoldReason.AT_MAX);
        }
        if (last != null && last.awaits(situation.state(), situation.now())) {
            return situation.hold(HoldReason.AWAITING_REPLICAS);
        }
        if (situation.startsInWindow()) {
            return situation.hold(HoldReason.STARTING_PODS);
        }
        if (situation.partial()) {
            return situation.hold(HoldReason.PARTIALLY_OBSERVED);
        }
        if (last != null && last.gainedNoAnswers(situation.state(), situation.observation())) {
            return situation.hold(HoldReason.NO_GAIN);
        }
        int replicas = (int) Math.ceil(situation.replicas() * STEP_RATIO);
        return new ScaleTo(Math.min(replicas, policy.maxReplicas()), ScaleReason.LOCK_BOUND);
    }
}
