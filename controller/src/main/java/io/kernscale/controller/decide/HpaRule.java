// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import org.jspecify.annotations.Nullable;

/**
 * What the Horizontal Pod Autoscaler would ask for, given CPU utilization as its only metric: {@code ceil(ready * ratio)}
 * with ratio = utilization of the request in whole per cent / 80, kept within a tenth of 1. Example: 0.2 cores used of a
 * request of 0.2 is 100 %, ratio 1.25, so 1 ready replica becomes 2. Source: replica_calculator.go.
 */
final class HpaRule {

    private static final int TARGET_PERCENT = 80;
    private static final double TOLERANCE = 0.1;

    private HpaRule() {}

    static @Nullable Integer replicas(Observation observation, WorkloadState state, ScalingPolicy policy) {
        Double request = state.requestCores();
        if (request == null || request <= 0 || observation.observedPods() == 0 || state.replicas() == 0) {
            return null;
        }
        double requested = request * observation.observedPods();
        long percent = (long) (observation.cpu().runCores() * 100 / requested);
        double ratio = (double) percent / TARGET_PERCENT;
        double desired = 1 - TOLERANCE <= ratio && ratio <= 1 + TOLERANCE
                ? state.replicas()
                : Math.ceil(ratio * observation.observedPods());
        return (int) Math.clamp(desired, policy.minReplicas(), policy.maxReplicas());
    }
}
