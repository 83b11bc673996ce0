// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;
import java.util.Optional;

/** What the API server says. Answers from memory, except for owners never seen before. */
public interface ClusterSource {

    /** All KernelAutoscalers, and the pods; empty until both have been listed once. */
    Optional<Cluster> cluster();

    /** Both, as of one moment. */
    record Cluster(List<Autoscaler> autoscalers, ClusterPods pods) {
        public Cluster {
            autoscalers = List.copyOf(autoscalers);
        }
    }
}
