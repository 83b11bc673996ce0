// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.WorkloadJoin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pods, one by one, as the last round saw them. What is asked of them is computed when it is asked. Thread-safe.
 *
 * @param pods of the cluster
 * @param join null before the first round
 */
public record PodsView(ClusterPods pods, @Nullable WorkloadJoin join) {

    /** Before the first round. */
    static final PodsView NONE = new PodsView(new ClusterPods(List.of()), null);

    /** What the agent of its node saw of one pod; empty where it is silent. */
    public Optional<Observation> observe(PodState pod) {
        return join == null ? Optional.empty() : join.observe(pod);
    }
}
