// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.WorkloadState;
import java.time.Duration;
import java.time.Instant;

/**
 * The newest scaling.
 *
 * @param at       when it was decided
 * @param from     replicas before
 * @param to       replicas after
 * @param runCores CPU use at the time
 */
record LastScale(Instant at, int from, int to, double runCores) {

    /** New replicas that are not ready after this long are counted as missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** So long the API server's news of our own write may take. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    /** So long a scale-out that brought nothing warns against the next. */
    private static final Duration LESSON = Duration.ofMinutes(5);

    /** Of the CPU time that the new replicas should have added, this part at least must have come. */
    private static final double LEAST_GAIN_RATIO = 0.25;

    LastScale {
        requireNonNull(at, "at");
    }

    boolean awaits(WorkloadState state, Instant now) {
        Duration since = Duration.between(at, now);
        boolean unseen = state.replicas() == from && since.compareTo(NEWS) < 0;
        boolean starting = state.replicas() == to && state.readyReplicas() < to && since.compareTo(PATIENCE) < 0;
        return unseen || starting;
    }

    /** Whether this was a scale-out whose replicas run no more together than those before them. */
    boolean gainedNothing(WorkloadState state, double runCoresNow, Instant now) {
        double expected = runCores * (1 + LEAST_GAIN_RATIO * ((double) to / from - 1));
        return to > from
                && state.replicas() == to
                && runCoresNow < expected
                && Duration.between(at, now).compareTo(LESSON) < 0;
    }
}
