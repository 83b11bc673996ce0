// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Actuator;
import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.Reporter.Severity;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.decide.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a decision out, and tells how that went. Thread-safe. */
final class ScaleWriter {
    private static final Logger log = LoggerFactory.getLogger(ScaleWriter.class);

    private final Actuator actuator;
    private final LoopObserver observer;
    private final Herald herald;

    ScaleWriter(Actuator actuator, LoopObserver observer, Herald herald) {
        this.actuator = actuator;
        this.observer = observer;
        this.herald = herald;
    }

    /** Writes what the decision wants; blocks for the length of a request. */
    ScaleResult write(Autoscaler.Valid autoscaler, int replicas, Decision decision) {
        ScaleResult result = actuator.scale(new ScaleRequest(
                autoscaler.id(),
                autoscaler.target(),
                replicas,
                decision.outcome().replicas()));
        observer.acted(result);
        switch (result) {
            case ScaleResult.Written written ->
                log.info("{}: scaled {} {}", autoscaler.id(), autoscaler.target(), decision.message());
            case ScaleResult.Conflict conflict ->
                log.info("{}: did not scale {}: {}", autoscaler.id(), autoscaler.target(), conflict.message());
            case ScaleResult.Refused refused ->
                log.warn("{}: could not scale {}: {}", autoscaler.id(), autoscaler.target(), refused.message());
        }
        return result;
    }

    /** Why nothing was written; null when it was, or was not wanted. */
    static @Nullable String failure(@Nullable ScaleResult result) {
        return switch (result) {
            case null -> null;
            case ScaleResult.Written written -> null;
            case ScaleResult.Conflict conflict -> conflict.message();
            case ScaleResult.Refused refused -> refused.message();
        };
    }

    /** Writes an event about it; returns when the last event was written. */
    @Nullable
    Instant tell(Autoscaler autoscaler, Memory memory, Decision decision, @Nullable String failure, Instant now) {
        return failure == null
                ? herald.event(autoscaler, memory, Severity.NORMAL, "SuccessfulRescale", decision.message(), now)
                : herald.event(
                        autoscaler,
                        memory,
                        Severity.WARNING,
                        "FailedRescale",
                        decision.message() + "; " + failure,
                        now);
    }
}
