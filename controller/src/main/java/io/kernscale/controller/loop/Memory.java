// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.ScalingPolicy;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one autoscaler between two rounds.
 *
 * @param history       of its decisions
 * @param decisions     the latest that differ from the one before, newest first
 * @param lastScaleTime when it scaled last; null when never
 * @param shown         the status of the round before, written or not; null at first
 * @param written       the status that the API server has; null until there is one
 * @param eventAt       when the last event was written; null when never
 * @param culpritsTold  the culprits of the last event about them; null when there was none
 * @param led           whether this controller led then: whatever was scaled since is its own, or somebody else's will
 */
record Memory(
        History history,
        List<PastDecision> decisions,
        @Nullable Instant lastScaleTime,
        @Nullable AutoscalerStatus shown,
        @Nullable AutoscalerStatus written,
        @Nullable Instant eventAt,
        @Nullable CulpritsTold culpritsTold,
        boolean led) {

    /**
     * Culprits that an event has named.
     *
     * @param key says which, and whether somebody helps them
     * @param at  when that was
     */
    record CulpritsTold(String key, Instant at) {}

    /** The same with these statuses: the one of the present pass, and the one that the API server has. */
    Memory shown(@Nullable AutoscalerStatus latest, @Nullable AutoscalerStatus told) {
        return new Memory(history, decisions, lastScaleTime, latest, told, eventAt, culpritsTold, led);
    }

    /** The same, with whether this controller leads now. */
    Memory leading(boolean leads) {
        return new Memory(history, decisions, lastScaleTime, shown, written, eventAt, culpritsTold, leads);
    }

    /** Goes on where the status says that another controller, or this one before, left off. */
    static Memory fresh(Autoscaler autoscaler) {
        return autoscaler instanceof Autoscaler.Valid valid
                ? new Memory(
                        Archive.restored(valid.past(), valid.lastScaleTime()),
                        valid.past().decisions(),
                        valid.lastScaleTime(),
                        null,
                        null,
                        null,
                        null,
                        false)
                : new Memory(History.NONE, List.of(), autoscaler.lastScaleTime(), null, null, null, null, false);
    }

    /** With the scalings that the leader has carried out meanwhile, as its status tells. */
    Memory caughtUp(Autoscaler.Valid autoscaler) {
        Instant told = autoscaler.lastScaleTime();
        return told == null || Objects.equals(told, lastScaleTime)
                ? this
                : new Memory(
                        history.withScalesOf(Archive.restored(autoscaler.past(), told)),
                        decisions,
                        told,
                        shown,
                        written,
                        eventAt,
                        culpritsTold,
                        led);
    }

    /**
     * As this controller begins to lead. Where the scale asks for other replicas than the status accounts for, the leader
     * before may have been killed between the two writes; then a pace or a window must not begin anew.
     */
    Memory takenOver(Autoscaler.Valid autoscaler, int replicas, ScalingPolicy policy, Instant now) {
        Integer told = accountedFor(autoscaler);
        return led || autoscaler.mode() != Mode.AUTO || told == null || told == replicas
                ? this
                : new Memory(
                        history.withUntoldScale(told, replicas, policy, now),
                        decisions,
                        lastScaleTime,
                        shown,
                        written,
                        eventAt,
                        culpritsTold,
                        led);
    }

    /** The replicas that there were when the leader before told last of its decisions; null where it never did. */
    private static @Nullable Integer accountedFor(Autoscaler.Valid autoscaler) {
        if (autoscaler.past().decisions().isEmpty()) {
            return null;
        }
        PastDecision last = autoscaler.past().decisions().getFirst();
        Instant scaledAt = autoscaler.lastScaleTime();
        boolean done = scaledAt != null && !scaledAt.isBefore(last.at().truncatedTo(ChronoUnit.SECONDS));
        return done ? last.desired() : last.replicas();
    }
}
