// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Condition;
import io.kernscale.controller.act.Condition.Status;
import io.kernscale.controller.act.Condition.Type;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Owners.Problem;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.hpa.HpaCondition;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.hpa.MetricText;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a round's result into the words of a status. */
final class StatusBuilder {

    /** Holding for one of these is not a decision on numbers, but the lack of them. */
    private static final Set<HoldReason> INACTIVE = EnumSet.of(
            HoldReason.SCALING_DISABLED,
            HoldReason.NOT_OBSERVED,
            HoldReason.SIGNAL_STALE,
            HoldReason.SIGNAL_FROM_FUTURE,
            HoldReason.NO_READY_REPLICA,
            HoldReason.NOT_UNDERSTOOD);

    private static final Map<String, String> WORDS = new ConcurrentHashMap<>(); // as many as there are reasons

    private final Autoscaler autoscaler;
    private final Memory memory;
    private final @Nullable Double usableRatio;
    private final Instant now;

    StatusBuilder(Reconciler.Look<?> look) {
        this.autoscaler = look.autoscaler();
        this.memory = look.memory();
        this.usableRatio = look.usableRatio();
        this.now = look.now();
    }

    /** Of an autoscaler that can not be worked with at all. */
    AutoscalerStatus blocked(String reason, String message) {
        return new AutoscalerStatus(
                autoscaler.id().generation(),
                reference(),
                null,
                null,
                List.of(),
                "",
                "",
                List.of(),
                Archive.of(memory.history(), usableRatio, memory.decisions()),
                null,
                null,
                null,
                reason,
                message,
                memory.lastScaleTime(),
                now,
                List.of(
                        condition(Type.ABLE_TO_SCALE, Status.FALSE, reason, message),
                        condition(Type.SCALING_ACTIVE, Status.UNKNOWN, reason, message)));
    }

    /** Of an autoscaler of which it is not known whose metrics to look at. */
    AutoscalerStatus inactive(TargetScale.Known scale, HpaReason reason, String message) {
        return new AutoscalerStatus(
                autoscaler.id().generation(),
                reference(),
                null,
                null,
                List.of(),
                "",
                scale.selector(),
                List.of(),
                Archive.of(memory.history(), usableRatio, memory.decisions()),
                scale.replicas(),
                null,
                null,
                reason.text(),
                message,
                memory.lastScaleTime(),
                now,
                List.of(
                        condition(Type.ABLE_TO_SCALE, Status.TRUE, "SucceededGetScale", "the scale was read"),
                        condition(Type.SCALING_ACTIVE, Status.FALSE, reason.text(), message)));
    }

    /**
     * Of one that was decided upon.
     *
     * @param carried what became of the decision
     * @param next    what will be remembered
     */
    AutoscalerStatus decided(
            Remedies remedies, TargetScale.Known scale, Judgement judgement, Carried carried, Archived next) {
        @Nullable
        String failure = carried.failure() == null && carried.other() != null
                ? carried.other().sentence()
                : carried.failure();
        boolean done = carried.done();
        Decision decision = judgement.decision();
        List<String> culprits =
                judgement.walk().culprits().stream().map(remedies::sentence).toList();
        String message = failure != null
                ? failure
                : Stream.concat(Stream.of(decision.message()), culprits.stream().limit(1))
                        .collect(Collectors.joining("; "));
        boolean byMetrics = autoscaler instanceof Autoscaler.Valid valid
                && (!valid.kernel().enabled() || !valid.spec().metrics().isEmpty());
        return new AutoscalerStatus(
                autoscaler.id().generation(),
                reference(),
                judgement.assessment().label().text(),
                String.join("; ", judgement.assessment().evidence()),
                culprits,
                MetricText.of(decision.hpa().currentMetrics()),
                scale.selector(),
                decision.hpa().currentMetrics(),
                Archive.of(next.history(), usableRatio, next.decisions()),
                scale.replicas(),
                decision.outcome().replicas(),
                decision.hpaReplicas(),
                carried.other() == null
                        ? reason(decision.outcome())
                        : carried.other().reason(),
                message,
                done ? now : memory.lastScaleTime(),
                now,
                List.of(
                        able(decision, carried),
                        byMetrics ? activeByMetrics(decision) : activeByKernel(decision, message),
                        limited(decision),
                        kernelSignal(judgement),
                        culprit(judgement.walk(), culprits)));
    }

    /** What will be remembered. */
    record Archived(History history, List<PastDecision> decisions) {}

    /**
     * What became of a decision.
     *
     * @param done    whether it was written
     * @param failure why it could not be written; null where it was, or nothing was to be written
     * @param other   who else scales the target, so that nothing may be written; null where nobody does
     */
    record Carried(
            boolean done,
            @Nullable String failure,
            @Nullable Problem other) {}

    private Condition able(Decision decision, Carried carried) {
        if (carried.other() != null) {
            return condition(
                    Type.ABLE_TO_SCALE,
                    Status.FALSE,
                    carried.other().reason(),
                    carried.other().sentence());
        }
        if (carried.failure() != null) {
            return condition(Type.ABLE_TO_SCALE, Status.FALSE, "FailedUpdateScale", carried.failure());
        }
        if (carried.done()) {
            return condition(Type.ABLE_TO_SCALE, Status.TRUE, "SucceededRescale", decision.message());
        }
        HpaReason reason = decision.limits().stabilized();
        return condition(Type.ABLE_TO_SCALE, Status.TRUE, reason.text(), reason.sentence());
    }

    /** In the Horizontal Pod Autoscaler's words. */
    private Condition activeByMetrics(Decision decision) {
        return decision.hpa()
                .condition(HpaCondition.Type.SCALING_ACTIVE)
                .map(active -> condition(
                        Type.SCALING_ACTIVE,
                        active.holds() ? Status.TRUE : Status.FALSE,
                        active.reason().text(),
                        active.message()))
                .orElseGet(() -> condition(
                        Type.SCALING_ACTIVE,
                        Status.TRUE,
                        HpaReason.VALID_METRIC_FOUND.text(),
                        "a bound decides, and no metric is needed"));
    }

    private Condition activeByKernel(Decision decision, String message) {
        boolean active = !(decision.outcome() instanceof Outcome.Hold hold && INACTIVE.contains(hold.reason()));
        return active
                ? condition(
                        Type.SCALING_ACTIVE,
                        Status.TRUE,
                        HpaReason.VALID_METRIC_FOUND.text(),
                        "a replica count follows from what the kernel saw")
                : condition(Type.SCALING_ACTIVE, Status.FALSE, reason(decision.outcome()), message);
    }

    private Condition limited(Decision decision) {
        HpaReason reason = decision.limits().limited();
        boolean limited = reason != HpaReason.DESIRED_WITHIN_RANGE;
        return condition(Type.SCALING_LIMITED, limited ? Status.TRUE : Status.FALSE, reason.text(), reason.sentence());
    }

    private Condition kernelSignal(Judgement judgement) {
        Observation observation = judgement.observation();
        if (observation.observedPods() == 0) {
            return condition(Type.KERNEL_SIGNAL, Status.FALSE, "NotObserved", HoldReason.NOT_OBSERVED.sentence());
        }
        if (judgement.assessment().label() == Label.UNKNOWN) {
            return condition(Type.KERNEL_SIGNAL, Status.FALSE, "NotUnderstood", HoldReason.NOT_UNDERSTOOD.sentence());
        }
        String seen = observation.observedPods() + " of " + observation.readyPods() + " ready pods are seen";
        boolean whole = observation.observedPods() >= observation.readyPods();
        return condition(Type.KERNEL_SIGNAL, Status.TRUE, whole ? "AllPodsSeen" : "SomePodsSeen", seen);
    }

    private Condition culprit(Walk walk, List<String> sentences) {
        return walk.culprits().isEmpty()
                ? condition(Type.CULPRIT, Status.FALSE, "NotWaiting", "it does not wait for anybody")
                : condition(
                        Type.CULPRIT,
                        Status.TRUE,
                        walk.culprits().getFirst().end().text(),
                        String.join(". ", sentences));
    }

    private String reference() {
        return autoscaler instanceof Autoscaler.Valid valid ? valid.target().toString() : "";
    }

    private Condition condition(Type type, Status status, String reason, String message) {
        Condition condition = new Condition(type, status, reason, message, now);
        AutoscalerStatus before = memory.shown();
        return before == null
                ? condition
                : before.conditions().stream()
                        .filter(earlier -> earlier.type() == type)
                        .findFirst()
                        .map(condition::after)
                        .orElse(condition);
    }

    /** The reason as one word: {@code AT_MAX} is {@code AtMax}. */
    static String reason(Outcome outcome) {
        return WORDS.computeIfAbsent(
                outcome.reason().name(),
                name -> Arrays.stream(name.split("_", -1))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining()));
    }
}
