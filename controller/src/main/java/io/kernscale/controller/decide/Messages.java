// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Capacity;
import io.kernscale.controller.classify.Compact;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.MetricText;
import io.kernscale.controller.objective.Aim;

/** Says in a sentence what was decided. */
final class Messages {

    private Messages() {}

    static String of(Situation situation, Outcome outcome, HpaResult hpa) {
        return sentence(situation, outcome) + metrics(situation, outcome, hpa);
    }

    private static String metrics(Situation situation, Outcome outcome, HpaResult hpa) {
        if (outcome instanceof Hold hold && hold.reason() == HoldReason.METRICS_MISSING) {
            return ": " + hpa.failure();
        }
        boolean asked = outcome instanceof ScaleTo scale && scale.reason() == ScaleReason.METRICS;
        String shown = asked ? ", " + MetricText.of(hpa.currentMetrics()) : "";
        boolean refused = outcome instanceof Hold && hpa.desiredReplicas() > situation.replicas();
        return refused
                ? "; the metrics ask for " + hpa.desiredReplicas() + " (" + MetricText.of(hpa.currentMetrics()) + ")"
                : shown;
    }

    private static String sentence(Situation situation, Outcome outcome) {
        return switch (outcome) {
            case Hold hold ->
                "stays at " + hold.replicas() + ": " + hold.reason().sentence() + seen(situation) + aimed(situation);
            case ScaleTo scale ->
                "from " + situation.replicas() + " to " + scale.replicas() + ": "
                        + scale.reason().sentence() + seen(situation) + aimed(situation);
        };
    }

    private static String seen(Situation situation) {
        if (situation.observation().observedPods() == 0) {
            return "";
        }
        Capacity capacity = situation.capacity();
        String unseen =
                situation.observation().observedPods() < situation.observation().readyPods()
                        ? ", " + situation.observation().observedPods() + " of "
                                + situation.observation().readyPods() + " ready pods seen"
                        : "";
        return " (" + Compact.number(situation.observation().cpu().runCores()) + " cores used, "
                + Compact.number(capacity.cores()) + " a replica by " + basis(capacity) + unseen + ")";
    }

    /** What an objective made of the target, and why. */
    private static String aimed(Situation situation) {
        Aim aim = situation.aim();
        if (aim == null || situation.observation().observedPods() == 0) {
            return "";
        }
        return ", sized for " + Compact.percent(situation.usableRatio()) + " use: "
                + Compact.number(aim.objective().percentile()) + " % of the answers of " + aim.owner()
                + " are to come within " + aim.objective().thresholdMilliseconds() + " ms, "
                + Compact.number(100 * (1 - aim.lateRatio())) + " % do";
    }

    private static String basis(Capacity capacity) {
        return switch (capacity.basis()) {
            case LIMIT -> "its limit";
            case NODE -> "its part of the nodes";
            case ACHIEVED -> "what neighbours leave";
            case REQUEST -> "its request";
            case ASSUMED -> "assumption";
        };
    }
}
