// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import java.time.Instant;

/** Turns an assessment into a replica count. Pure: equal arguments give equal decisions. */
public final class DecisionEngine {

    /**
     * Decides on one window.
     *
     * @param history of the decision before, {@link History#NONE} at first
     * @param now     controller clock
     */
    public Decision decide(
            Assessment assessment,
            Observation observation,
            WorkloadState state,
            ScalingPolicy policy,
            History history,
            Instant now) {
        Outcome outcome = outcome(assessment, observation.cpu(), state, policy);
        return new Decision(outcome, policy.mode(), outcome.toString(), null, new History(assessment.label()));
    }

    private static Outcome outcome(Assessment assessment, CpuRates cpu, WorkloadState state, ScalingPolicy policy) {
        Double limit = state.limitCores();
        if (assessment.label() != Label.CPU_BOUND || limit == null) {
            return new Hold(state.replicas(), HoldReason.DEMAND_FITS);
        }
        int desired = (int) Math.ceil(cpu.demandCores() / (limit * (1 - policy.targetSaturation())));
        int allowed = Math.clamp(desired, policy.minReplicas(), policy.maxReplicas());
        return allowed > state.replicas()
                ? new ScaleTo(allowed, ScaleReason.DEMAND)
                : new Hold(state.replicas(), HoldReason.DEMAND_FITS);
    }
}
