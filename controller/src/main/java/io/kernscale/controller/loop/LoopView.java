// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Instant;
import java.util.List;

/**
 * What the last finished round left behind.
 *
 * @param at         when it began
 * @param finishedAt when it ended
 * @param workloads  by namespace and name
 * @param agents     by node
 */
public record LoopView(Instant at, Instant finishedAt, List<WorkloadView> workloads, List<AgentView> agents) {

    public LoopView {
        workloads = List.copyOf(workloads);
        agents = List.copyOf(agents);
    }
}
