// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaState;
import java.util.Optional;

/**
 * Turns what is known into a replica count. Pure: no clock, I/O, logging or state, so equal inputs give equal
 * decisions. What is missing, old or not understood holds; only a bound moved by the user scales without looking.
 */
public final class DecisionEngine {

    /** Decides on one window. */
    public Decision decide(Inputs in) {
        Situation situation = Situation.of(in);
        HpaResult hpa = ByMetrics.plain(in);
        return in.policy().kernel().enabled() && !needsMetricsAlone(situation)
                ? byKernel(in, situation, hpa)
                : byMetrics(situation, hpa);
    }

    /** Without replicas there is nothing to see; a metric from outside can still ask for some. */
    private static boolean needsMetricsAlone(Situation situation) {
        return situation.replicas() == 0 && situation.policy().minReplicas() == 0;
    }

    private static Decision byMetrics(Situation situation, HpaResult hpa) {
        Outcome outcome = ByMetrics.outcome(hpa, situation.replicas());
        return decision(
                situation, outcome, hpa, Limits.of(hpa), situation.history().pace());
    }

    private static Decision byKernel(Inputs in, Situation situation, HpaResult hpa) {
        Optional<Outcome> fixed = withoutLooking(situation);
        Pace pace = fixed.map(outcome -> Pace.of(situation, outcome).instead(outcome))
                .orElseGet(() -> Pace.of(situation, new ByKernel(situation, () -> ByMetrics.measured(in)).wanted()));
        return decision(
                situation,
                pace.outcome(),
                hpa,
                new Limits(pace.stabilized(), pace.limited()),
                situation.history().pace().withRecommendations(pace.log()));
    }

    private static Decision decision(
            Situation situation, Outcome outcome, HpaResult hpa, Limits limits, HpaState pace) {
        History next = Memory.after(situation, outcome, pace, hpa.next());
        return new Decision(
                outcome,
                situation.policy().mode(),
                Messages.of(situation, outcome, hpa),
                hpa,
                limits,
                next,
                outcome instanceof ScaleTo scale ? Memory.scaled(next, situation, scale) : next);
    }

    private static Optional<Outcome> withoutLooking(Situation situation) {
        int replicas = situation.replicas();
        ScalingPolicy policy = situation.policy();
        if (replicas == 0) {
            return Optional.of(new Hold(0, HoldReason.SCALING_DISABLED));
        }
        if (replicas < policy.minReplicas()) {
            return Optional.of(new ScaleTo(policy.minReplicas(), ScaleReason.BELOW_MIN));
        }
        return replicas > policy.maxReplicas()
                ? Optional.of(new ScaleTo(policy.maxReplicas(), ScaleReason.ABOVE_MAX))
                : Optional.empty();
    }
}
