// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns an assessment into a replica count. Pure: no clock, I/O, logging or state, so equal arguments give equal
 * decisions. What is missing, old or not understood holds; only a bound moved by the user scales without looking.
 */
public final class DecisionEngine {

    /** Clocks are corrected by less; a report from further ahead is from before a step back. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);

    /**
     * Decides on one window.
     *
     * @param history of the decision before, {@link History#NONE} at first
     * @param now     controller clock
     */
    public Decision decide(
            Assessment assessment,
            Observation observation,
            WorkloadState state,
            ScalingPolicy policy,
            History history,
            Instant now) {
        Situation situation = new Situation(assessment, observation, state, policy, history, now);
        Outcome outcome = withoutLooking(situation).or(() -> unfit(situation)).orElseGet(() -> byLabel(situation));
        @Nullable Integer hpaReplicas = HpaRule.replicas(observation, state, policy);
        return new Decision(
                outcome, policy.mode(), Messages.of(situation, outcome), hpaReplicas, Memory.after(situation, outcome));
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

    private static Optional<Outcome> unfit(Situation situation) {
        Duration age = Duration.between(situation.observation().observedAt(), situation.now());
        if (situation.state().readyReplicas() == 0) {
            return Optional.of(situation.hold(HoldReason.NO_READY_REPLICA));
        }
        if (situation.observation().observedPods() == 0) {
            return Optional.of(situation.hold(HoldReason.NOT_OBSERVED));
        }
        if (age.compareTo(situation.policy().maxSignalAge()) > 0) {
            return Optional.of(situation.hold(HoldReason.SIGNAL_STALE));
        }
        return age.compareTo(CLOCK_SLACK.negated()) < 0
                ? Optional.of(situation.hold(HoldReason.SIGNAL_FROM_FUTURE))
                : Optional.empty();
    }

    private static Outcome byLabel(Situation situation) {
        Label label = situation.assessment().label();
        return switch (label) {
            case CPU_BOUND -> ScaleOut.decide(situation);
            case IDLE, UNSATURATED -> ScaleIn.decide(situation);
            case IO_BOUND -> situation.hold(HoldReason.IO_BOUND);
            case WAITING ->
                situation.assessment().rule() == Rule.LOCK_DOMINATES
                        ? LockStep.decide(situation)
                        : situation.hold(HoldReason.WAITING);
            case UNKNOWN -> situation.hold(HoldReason.NOT_UNDERSTOOD);
        };
    }
}
