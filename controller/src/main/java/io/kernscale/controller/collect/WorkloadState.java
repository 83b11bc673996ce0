// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of one workload.
 *
 * @param workload      whose
 * @param replicas      spec.replicas of its scale subresource
 * @param readyReplicas its ready pods that count (not failed, not finished, not being deleted)
 * @param requestCores  CPU request of one pod, in cores; null where a container has none
 * @param limitCores    CPU limit of one pod, in cores; null where a container has none
 * @param lastPodReadyAt when the youngest ready pod became ready; null when none is
 */
public record WorkloadState(
        WorkloadKey workload,
        int replicas,
        int readyReplicas,
        @Nullable Double requestCores,
        @Nullable Double limitCores,
        @Nullable Instant lastPodReadyAt) {

    public WorkloadState {
        requireNonNull(workload, "workload");
        if (replicas < 0 || readyReplicas < 0) {
            throw new IllegalArgumentException(
                    "replicas must be 0 or more, were: " + replicas + ", ready " + readyReplicas);
        }
    }
}
