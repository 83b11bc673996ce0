// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what a decision leaves behind for the next one. */
final class Memory {

    private static final double NEWEST_WEIGHT = 0.3;

    private Memory() {}

    static History after(Situation situation, Outcome outcome) {
        History before = situation.history();
        Label label = situation.assessment().label();
        boolean observed = situation.observation().observedPods() > 0;
        return new History(
                label,
                label == before.label() ? before.labelSince() : situation.now(),
                observed ? Levels.of(situation.observation()) : null,
                observed ? meanRunCores(situation) : before.meanRunCores(),
                observed && !unsettled(outcome) ? baseline(situation) : before.baseline(),
                lastScale(situation, outcome),
                holds(outcome, HoldReason.STARTING_PODS) ? since(before.settlingSince(), situation.now()) : null,
                holds(outcome, HoldReason.ONSET_IN_WINDOW),
                recommendations(situation, recommended(situation, outcome)));
    }

    /** The history's recommendations with one more; at first the present replicas stand for all that is not known. */
    static Recommendations recommendations(Situation situation, int replicas) {
        Recommendations known = situation.history().recommendations();
        Recommendations start = known.falling().isEmpty()
                ? known.with(
                        situation.now(),
                        situation.replicas(),
                        situation.policy().scaleDownStabilization())
                : known;
        return start.with(situation.now(), replicas, situation.policy().scaleDownStabilization());
    }

    /** Only a workload that is short of nothing, and wholly seen, recommends less than it has. */
    private static int recommended(Situation situation, Outcome outcome) {
        return switch (outcome) {
            case ScaleTo scale
            when scale.reason() == ScaleReason.IDLE || scale.reason() == ScaleReason.LOW_DEMAND ->
                ScaleIn.recommended(situation);
            case Hold hold
            when hold.reason() == HoldReason.STABILIZING || hold.reason() == HoldReason.PACED ->
                ScaleIn.recommended(situation);
            case ScaleTo scale -> scale.replicas();
            case Hold hold -> hold.replicas();
        };
    }

    /** CPU use, smoothed over some 10 s of windows, so that a random surplus does not count as load. */
    static double meanRunCores(Situation situation) {
        double before = situation.history().meanRunCores();
        double newest = situation.observation().cpu().runCores();
        return before == 0 ? newest : before + NEWEST_WEIGHT * (newest - before);
    }

    private static @Nullable Baseline baseline(Situation situation) {
        Sizing sizing = new Sizing(situation.capacity(), situation.policy().targetSaturation());
        Baseline before = situation.history().baseline();
        return sizing.usedUp(
                        Levels.of(situation.observation()),
                        situation.observation().cpu(),
                        situation.history())
                ? before
                : Baseline.learn(before, situation.observation());
    }

    private static @Nullable LastScale lastScale(Situation situation, Outcome outcome) {
        boolean carriedOut = situation.policy().mode() == Mode.AUTO;
        return outcome instanceof ScaleTo scale && carriedOut
                ? new LastScale(
                        situation.now(),
                        situation.replicas(),
                        scale.replicas(),
                        situation.observation().cpu().runCores(),
                        LastScale.answers(situation.observation()))
                : situation.history().lastScale();
    }

    /** Windows in which things changed tell nothing of what the work looks like. */
    private static boolean unsettled(Outcome outcome) {
        return holds(outcome, HoldReason.ONSET_IN_WINDOW)
                || holds(outcome, HoldReason.STARTING_PODS)
                || holds(outcome, HoldReason.AWAITING_REPLICAS);
    }

    private static boolean holds(Outcome outcome, HoldReason reason) {
        return outcome instanceof Hold hold && hold.reason() == reason;
    }

    private static Instant since(@Nullable Instant before, Instant now) {
        return before != null ? before : now;
    }
}
