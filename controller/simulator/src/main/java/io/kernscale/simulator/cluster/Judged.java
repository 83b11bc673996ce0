// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.culprit.Walk;
import java.util.List;
import java.util.Optional;

/**
 * What the control loop made of a scenario.
 *
 * @param map      of its last round
 * @param writes   of all rounds, in their order
 * @param failures sentences of what broke, or could not be used; empty when all went well
 */
public record Judged(ServiceMap map, List<ScaleRequest> writes, List<String> failures) {

    public Judged {
        requireNonNull(map, "map");
        writes = List.copyOf(writes);
        failures = List.copyOf(failures);
    }

    /** What it made of one workload; empty where no agent sees it. */
    public Optional<ServiceNode> node(String workload) {
        return map.node(ApiObjects.key(workload));
    }

    /** Where it lets the waits of one workload end. */
    public Walk walk(String workload) {
        return map.walk(ApiObjects.key(workload));
    }
}
