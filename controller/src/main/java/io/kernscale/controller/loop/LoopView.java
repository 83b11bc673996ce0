// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.culprit.ServiceMap;
import java.time.Instant;
import java.util.List;

/**
 * What the last finished round left behind.
 *
 * @param at         when it began
 * @param finishedAt when it ended
 * @param workloads  by namespace and name
 * @param agents     by node
 * @param map        every workload that the agents see, whom it asks, and where its waits end
 */
public record LoopView(
        Instant at, Instant finishedAt, List<WorkloadView> workloads, List<AgentView> agents, ServiceMap map) {

    public LoopView {
        workloads = List.copyOf(workloads);
        agents = List.copyOf(agents);
    }
}
