// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;
import java.util.Optional;

/** What the API server says. Answers from memory, except for owners never seen before. */
public interface ClusterSource {

    /**
     * All KernelAutoscalers, pods and Services; empty until the first two have been listed once. Without Services, where
     * they may not be listed.
     */
    Optional<Cluster> cluster();

    /** What has not been listed yet, or can not be watched at the moment, in a sentence; empty when all is well. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** All of them, as of one moment. */
    record Cluster(List<Autoscaler> autoscalers, ClusterPods pods, List<ServiceState> services, Owners owners) {
        /** Of a cluster where nobody else scales. */
        public Cluster(List<Autoscaler> autoscalers, ClusterPods pods, List<ServiceState> services) {
            this(autoscalers, pods, services, Owners.NONE);
        }

        public Cluster {
            autoscalers = List.copyOf(autoscalers);
            services = List.copyOf(services);
        }
    }
}
