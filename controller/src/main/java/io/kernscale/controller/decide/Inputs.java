// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.objective.Aim;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that one decision depends on: equal inputs give equal decisions.
 *
 * @param assessment  what the workload is short of
 * @param observation what the agents saw
 * @param metering    what the metrics go by
 * @param state       what the API server says
 * @param policy      what the user asks for
 * @param aim         what latency objectives ask of it; null where none concerns it
 * @param history     of the decision before, {@link History#NONE} at first
 * @param now         controller clock
 */
public record Inputs(
        Assessment assessment,
        Observation observation,
        Metering metering,
        WorkloadState state,
        ScalingPolicy policy,
        @Nullable Aim aim,
        History history,
        Instant now) {

    /** Those of a workload that no latency objective concerns. */
    public Inputs(
            Assessment assessment,
            Observation observation,
            Metering metering,
            WorkloadState state,
            ScalingPolicy policy,
            History history,
            Instant now) {
        this(assessment, observation, metering, state, policy, null, history, now);
    }

    public Inputs {
        requireNonNull(assessment, "assessment");
        requireNonNull(observation, "observation");
        requireNonNull(metering, "metering");
        requireNonNull(state, "state");
        requireNonNull(policy, "policy");
        requireNonNull(history, "history");
        requireNonNull(now, "now");
    }
}
