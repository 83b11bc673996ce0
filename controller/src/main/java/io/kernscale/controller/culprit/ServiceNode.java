// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.collect.Observation;
import java.util.List;

/**
 * One workload of the service map.
 *
 * @param observation  what was seen of it; {@code observedPods} is 0 where no agent sees it
 * @param assessment   what it is short of
 * @param dependencies whom it asks, the one with the most outstanding first
 */
public record ServiceNode(Observation observation, Assessment assessment, List<Dependency> dependencies) {

    public ServiceNode {
        requireNonNull(observation, "observation");
        requireNonNull(assessment, "assessment");
        dependencies = List.copyOf(dependencies);
    }
}
