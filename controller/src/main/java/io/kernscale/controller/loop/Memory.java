// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.decide.History;
import java.time.Instant;
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
 */
record Memory(
        History history,
        List<PastDecision> decisions,
        @Nullable Instant lastScaleTime,
        @Nullable AutoscalerStatus shown,
        @Nullable AutoscalerStatus written,
        @Nullable Instant eventAt,
        @Nullable CulpritsTold culpritsTold) {

    /**
     * Culprits that an event has named.
     *
     * @param key says which, and whether somebody helps them
     * @param at  when that was
     */
    record CulpritsTold(String key, Instant at) {}

    /** The same with these statuses: the one of the present pass, and the one that the API server has. */
    Memory shown(@Nullable AutoscalerStatus latest, @Nullable AutoscalerStatus told) {
        return new Memory(history, decisions, lastScaleTime, latest, told, eventAt, culpritsTold);
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
                        null)
                : new Memory(History.NONE, List.of(), autoscaler.lastScaleTime(), null, null, null, null);
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
                        culpritsTold);
    }
}
