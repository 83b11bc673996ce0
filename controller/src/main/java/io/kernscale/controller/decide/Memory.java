// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what a decision leaves behind for the next one. */
final class Memory {

    private static final double NEWEST_WEIGHT = 0.3;
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private Memory() {}

    static History after(Situation situation, Outcome outcome, HpaState pace, HpaState hpa) {
        History before = situation.history();
        Label label = situation.assessment().label();
        boolean observed = situation.observation().observedPods() > 0;
        return new History(
                label,
                label == before.label() ? before.labelSince() : situation.now(),
                observed ? Levels.of(situation.observation()) : null,
                observed ? meanRunCores(situation) : before.meanRunCores(),
                observed && !unsettled(outcome) ? baseline(situation) : before.baseline(),
                observed && !unsettled(outcome) && !scaledLately(situation)
                        ? before.crowding().learn(situation.observation(), situation.capacity())
                        : before.crowding(),
                observed && !unsettled(outcome) ? swing(situation) : before.swing(),
                before.lastScale(),
                holds(outcome, HoldReason.STARTING_PODS) ? since(before.settlingSince(), situation.now()) : null,
                holds(outcome, HoldReason.ONSET_IN_WINDOW),
                pace,
                hpa);
    }

    /** CPU use, smoothed over some 6 s of windows, so that a random surplus does not count as load. */
    static double meanRunCores(Situation situation) {
        double before = situation.history().meanRunCores();
        double newest = situation.observation().cpu().runCores();
        return before == 0 ? newest : before + NEWEST_WEIGHT * (newest - before);
    }

    private static @Nullable Baseline baseline(Situation situation) {
        Sizing sizing = new Sizing(situation.capacity(), situation.usableRatio());
        Baseline before = situation.history().baseline();
        return sizing.usedUp(
                        Levels.of(situation.observation()),
                        situation.observation().cpu(),
                        situation.history())
                ? before
                : Baseline.learn(before, situation.observation());
    }

    private static Swing swing(Situation situation) {
        double seconds = situation.observation().window().toMillis() / 1e3;
        Swing before = situation.history().swing();
        return seconds <= 0
                ? before
                : before.learn(situation.observation().cpu().runCores(), meanRunCores(situation), seconds);
    }

    /** The history once a decision was carried out. */
    static History scaled(History history, Situation situation, ScaleTo scale) {
        LastScale last = new LastScale(
                situation.now(),
                situation.replicas(),
                scale.replicas(),
                situation.observation().cpu().runCores(),
                LastScale.answers(situation.observation()));
        HpaState pace = history.pace()
                .scaled(
                        situation.replicas(),
                        scale.replicas(),
                        situation.policy().spec().behavior(),
                        situation.policy().hpa().syncPeriod(),
                        situation.now());
        return history.with(last, pace, history.hpa());
    }

    /** Windows in which things changed tell nothing of what the work looks like. */
    private static boolean unsettled(Outcome outcome) {
        return holds(outcome, HoldReason.ONSET_IN_WINDOW)
                || holds(outcome, HoldReason.STARTING_PODS)
                || holds(outcome, HoldReason.AWAITING_REPLICAS);
    }

    /** New replicas clear the queue of before. */
    private static boolean scaledLately(Situation situation) {
        LastScale last = situation.history().lastScale();
        return last != null && Duration.between(last.at(), situation.now()).compareTo(SETTLING) < 0;
    }

    private static boolean holds(Outcome outcome, HoldReason reason) {
        return outcome instanceof Hold hold && hold.reason() == reason;
    }

    private static Instant since(@Nullable Instant before, Instant now) {
        return before != null ? before : now;
    }
}
