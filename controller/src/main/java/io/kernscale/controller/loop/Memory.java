// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.decide.History;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one autoscaler between two rounds.
 *
 * @param history       of its decisions
 * @param lastScaleTime when it scaled last; null when never
 * @param shown         the status of the round before, written or not; null at first
 * @param written       the status that the API server has; null until there is one
 * @param eventAt       when the last event was written; null when never
 * @param culpritsTold  the culprits of the last event about them; null when there was none
 */
record Memory(
        History history,
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

    static Memory fresh(@Nullable Instant lastScaleTime) {
        return new Memory(History.NONE, lastScaleTime, null, null, null, null);
    }
}
