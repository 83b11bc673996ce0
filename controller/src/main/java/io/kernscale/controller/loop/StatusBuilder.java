// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Condition;
import io.kernscale.controller.act.Condition.Status;
import io.kernscale.controller.act.Condition.Type;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    private final Autoscaler autoscaler;
    private final Memory memory;
    private final Instant now;

    StatusBuilder(Autoscaler autoscaler, Memory memory, Instant now) {
        this.autoscaler = autoscaler;
        this.memory = memory;
        this.now = now;
    }

    /** Of an autoscaler that can not be worked with at all. */
    AutoscalerStatus blocked(String reason, String message) {
        return new AutoscalerStatus(
                autoscaler.id().generation(),
                reference(),
                null,
                null,
                List.of(),
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

    /** Of one that was decided upon; {@code failure} is why its decision could not be written. */
    AutoscalerStatus decided(
            Remedies remedies,
            WorkloadState state,
            Judgement judgement,
            @Nullable String failure,
            @Nullable Instant scaledAt) {
        Outcome outcome = judgement.decision().outcome();
        String reason = reason(outcome);
        List<String> culprits =
                judgement.walk().culprits().stream().map(remedies::sentence).toList();
        String message = failure != null
                ? failure
                : Stream.concat(
                                Stream.of(judgement.decision().message()),
                                culprits.stream().limit(1))
                        .collect(Collectors.joining("; "));
        boolean active = !(outcome instanceof Outcome.Hold hold && INACTIVE.contains(hold.reason()));
        return new AutoscalerStatus(
                autoscaler.id().generation(),
                reference(),
                judgement.assessment().label().text(),
                String.join(" ", judgement.assessment().evidence()),
                culprits,
                state.replicas(),
                outcome.replicas(),
                judgement.decision().hpaReplicas(),
                reason,
                message,
                scaledAt == null ? memory.lastScaleTime() : scaledAt,
                now,
                List.of(
                        failure == null
                                ? condition(Type.ABLE_TO_SCALE, Status.TRUE, "ReadyForNewScale", "the scale was read")
                                : condition(Type.ABLE_TO_SCALE, Status.FALSE, "FailedUpdateScale", failure),
                        condition(Type.SCALING_ACTIVE, active ? Status.TRUE : Status.FALSE, reason, message),
                        culprit(judgement.walk(), culprits)));
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
        Enum<?> reason = switch (outcome) {
            case Outcome.Hold hold -> hold.reason();
            case Outcome.ScaleTo scale -> scale.reason();
        };
        return Arrays.stream(reason.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
