// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.WorkloadState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what a workload is short of, from one window. Pure. */
public final class WorkloadClassifier {

    /**
     * Classifies one window.
     *
     * @param targetSaturation wait / (run + wait) that is still fine, 0..1
     * @param previous         the label of the window before, which near a threshold is kept; null when there is none
     */
    public Assessment classify(
            Observation observation, WorkloadState state, double targetSaturation, @Nullable Label previous) {
        CpuRates cpu = observation.cpu();
        if (observation.observedPods() == 0) {
            return new Assessment(Rule.NOT_OBSERVED, 1, List.of(Rule.NOT_OBSERVED.sentence()));
        }
        if (cpu.saturation() > targetSaturation) {
            return new Assessment(Rule.QUOTA_WAIT, 1, List.of(Rule.QUOTA_WAIT.sentence()));
        }
        Rule rule = observation.evidence() == Evidence.FILES ? Rule.NO_CAUSES : Rule.NOTHING_SHORT;
        return new Assessment(rule, 1, List.of(rule.sentence()));
    }
}
