// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.decide.Outcome.ScaleTo;

/** Decides for a workload that is short of nothing: fewer replicas, or the same. How fast is {@link Pace}'s. */
final class ScaleIn {

    private static final double KEEPS_UP_RATIO = 0.9;
    private static final double BUSY_THREADS_RATIO = 0.5;

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
        boolean idle = situation.assessment().label() == Label.IDLE;
        return new ScaleTo(desired, idle ? ScaleReason.IDLE : ScaleReason.LOW_DEMAND);
    }

    /**
     * Whether a workload that waits for answers gives its own as fast as it is asked for them, with threads to spare: then
     * the wait is how it works, and hides no demand. A front that computes for 6 ms and asks for 30 always waits.
     */
    static boolean keepsUp(Situation situation) {
        Traffic traffic = situation.observation().traffic();
        if (traffic == null || situation.assessment().rule() != Rule.ANSWERS_DOMINATE) {
            return false;
        }
        EdgeRates inbound = traffic.inbound();
        return inbound.requestsPerSecond() > 0
                && inbound.answersPerSecond() >= KEEPS_UP_RATIO * inbound.requestsPerSecond()
                && inbound.outstanding()
                        <= BUSY_THREADS_RATIO * situation.observation().cpu().threads();
    }

    /**
     * The replicas that the load takes, within the bounds and no more than there are, with as much to spare as it swings:
     * else the next swing would bring those back that go, a turn, and a start. By the smoothed load: the pace goes to the
     * highest number of minutes, and the highest of 150 windows is chance.
     */
    static int recommended(Situation situation) {
        ScalingPolicy policy = situation.policy();
        double replicaCores = situation.capacity().cores() * situation.usableRatio() * (1 - spareRatio(situation));
        int needed = (int) Math.ceil(Memory.meanRunCores(situation) / replicaCores);
        int least = Math.max(1, policy.minReplicas());
        return Math.clamp(needed, least, Math.max(least, situation.replicas()));
    }

    /** Without an objective nobody tells whether less would do. */
    private static double spareRatio(Situation situation) {
        return situation.aim() == null
                ? Swing.USUAL_RATIO
                : situation.history().swing().spareRatio();
    }
}
