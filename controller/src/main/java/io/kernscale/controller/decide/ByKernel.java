// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.spec.KernelSpec.Labels;
import io.kernscale.controller.spec.LabelPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted where the kernel's signal counts. The label says whether more replicas are a cure; the demand says how
 * many; and the user's own metrics, where the spec has some, are followed as far as the label lets them:
 *
 * <table>
 *   <tr><td>CpuBound</td><td>the larger of the demand and what the metrics ask for</td></tr>
 *   <tr><td>IoBound, Waiting</td><td>nothing: more replicas do not cure it. Without metrics, who waits for answers and
 *   keeps up with what it is asked has no fewer than the demand takes</td></tr>
 *   <tr><td>Idle, Unsaturated</td><td>what the metrics ask for, but no fewer than the demand takes</td></tr>
 *   <tr><td>Unknown, or no signal</td><td>out where the metrics ask for it, never in</td></tr>
 * </table>
 */
final class ByKernel {

    /** Clocks are corrected by less; a report from further ahead is from before a step back. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);

    private final Situation situation;
    private final Supplier<HpaResult> metrics;

    /** @param metrics what the metrics ask for: the user's, else the default one; asked only where it counts */
    ByKernel(Situation situation, Supplier<HpaResult> metrics) {
        this.situation = situation;
        this.metrics = metrics;
    }

    Outcome wanted() {
        return unfit().map(this::unlessMetricsAskForMore).orElseGet(this::byLabel);
    }

    private Optional<Hold> unfit() {
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

    private Outcome byLabel() {
        Labels labels = situation.policy().kernel().labels();
        return switch (situation.assessment().label()) {
            case CPU_BOUND -> by(labels.cpuBound(), this::cpuBound);
            case IDLE -> by(labels.idle(), this::neutral);
            case UNSATURATED -> by(labels.unsaturated(), this::neutral);
            case IO_BOUND -> by(labels.ioBound(), this::held);
            case WAITING -> by(labels.waiting(), this::held);
            case UNKNOWN -> unlessMetricsAskForMore(situation.hold(HoldReason.NOT_UNDERSTOOD));
        };
    }

    private interface Usual {
        Outcome outcome();
    }

    private Outcome by(LabelPolicy policy, Usual usual) {
        return switch (policy) {
            case SCALE -> usual.outcome();
            case METRICS -> byMetrics();
            case HOLD -> isShort() ? held() : situation.hold(HoldReason.POLICY);
        };
    }

    private boolean isShort() {
        Label label = situation.assessment().label();
        return label == Label.IO_BOUND || label == Label.WAITING;
    }

    private Outcome held() {
        if (situation.assessment().label() == Label.IO_BOUND) {
            return situation.hold(HoldReason.IO_BOUND);
        }
        return situation.assessment().rule() == Rule.LOCK_DOMINATES ? LockStep.decide(situation) : waiting();
    }

    private Outcome waiting() {
        if (situation.policy().hasMetrics() || !ScaleIn.keepsUp(situation)) {
            return situation.hold(HoldReason.WAITING);
        }
        return moreForObjective()
                .orElseGet(() -> ScaleIn.decide(situation) instanceof ScaleTo fewer
                        ? fewer
                        : situation.hold(HoldReason.WAITING));
    }

    /** A strict objective asks for room before threads wait for a CPU so long that the label says so. */
    private Optional<Outcome> moreForObjective() {
        return situation.aim() != null && ScaleOut.decide(situation) instanceof ScaleTo more
                ? Optional.of(more)
                : Optional.empty();
    }

    /** The metrics' number as it is: between the bounds, with no say of the kernel's. */
    private Outcome byMetrics() {
        Integer proposed = proposed();
        if (proposed == null) {
            return situation.hold(situation.startingPods() > 0 ? HoldReason.STARTING_PODS : HoldReason.METRICS_MISSING);
        }
        return proposed == situation.replicas()
                ? situation.hold(HoldReason.METRICS_FIT)
                : new ScaleTo(proposed, ScaleReason.METRICS);
    }

    private Outcome cpuBound() {
        Outcome sized = ScaleOut.decide(situation);
        Integer proposed = named();
        boolean waits = sized instanceof Hold hold && !letsMetricsAsk(hold.reason());
        return proposed == null || waits || proposed <= sized.replicas()
                ? sized
                : new ScaleTo(proposed, ScaleReason.METRICS);
    }

    /** Demand that fits is no objection to a user who wants more room; a start-up or a lesson learnt is. */
    private static boolean letsMetricsAsk(HoldReason reason) {
        return reason == HoldReason.DEMAND_FITS || reason == HoldReason.PARTIALLY_OBSERVED;
    }

    private Outcome neutral() {
        if (!situation.policy().hasMetrics()) {
            return moreForObjective().orElseGet(() -> ScaleIn.decide(situation));
        }
        Outcome asked = byMetrics();
        if (!(asked instanceof ScaleTo) || asked.replicas() > situation.replicas()) {
            return asked;
        }
        if (situation.partial()) {
            return situation.hold(HoldReason.PARTIALLY_OBSERVED);
        }
        int least = ScaleIn.recommended(situation);
        return least >= situation.replicas()
                ? situation.hold(HoldReason.DEMAND_FITS)
                : new ScaleTo(Math.max(asked.replicas(), least), ScaleReason.METRICS);
    }

    private Outcome unlessMetricsAskForMore(Hold hold) {
        Integer proposed = named();
        return proposed != null && proposed > situation.replicas() ? new ScaleTo(proposed, ScaleReason.METRICS) : hold;
    }

    /** What the metrics ask for that the user has named; null where there are none, or no answer. */
    private @Nullable Integer named() {
        return situation.policy().hasMetrics() ? proposed() : null;
    }

    /** Within the bounds; null where the metrics have no answer. */
    private @Nullable Integer proposed() {
        Integer proposed = metrics.get().proposedReplicas();
        return proposed == null
                ? null
                : (Integer) Math.clamp(
                        proposed,
                        situation.policy().minReplicas(),
                        situation.policy().maxReplicas());
    }
}
