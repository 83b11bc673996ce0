// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest scaling.
 *
 * @param at       when it was decided
 * @param from     replicas before
 * @param to       replicas after
 * @param runCores CPU use at the time
 * @param answersPerSecond that the workload gave at the time; null where connections were not counted
 */
record LastScale(
        Instant at,
        int from,
        int to,
        double runCores,
        @Nullable Double answersPerSecond) {

    /** New replicas that are not ready after this long are counted as missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** So long the API server's news of our own write may take. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    /** So long a scale-out that brought nothing warns against the next. */
    private static final Duration LESSON = Duration.ofMinutes(5);

    /** Of the CPU time or the answers that the new replicas should have added, this part at least must have come. */
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
        return isScaleOutTo(state.replicas())
                && runCoresNow < runCores * leastGain()
                && Duration.between(at, now).compareTo(LESSON) < 0;
    }

    /**
     * Whether this was a scale-out whose replicas answer no more requests together than those before them; of work that
     * is not counted, whether they run no more. A lesson for as long as there are as many replicas.
     */
    boolean gainedNoAnswers(WorkloadState state, Observation observation) {
        Double answersNow = answers(observation);
        boolean gained = answersPerSecond != null && answersNow != null
                ? answersNow >= answersPerSecond * leastGain()
                : observation.cpu().runCores() >= runCores * leastGain();
        return isScaleOutTo(state.replicas()) && !gained;
    }

    /** The answers that a workload gives a second; null where connections are not counted. */
    static @Nullable Double answers(Observation observation) {
        Traffic traffic = observation.traffic();
        return traffic == null ? null : traffic.inbound().answersPerSecond();
    }

    private boolean isScaleOutTo(int replicas) {
        return to > from && replicas == to;
    }

    private double leastGain() {
        return 1 + LEAST_GAIN_RATIO * ((double) to / from - 1);
    }
}
