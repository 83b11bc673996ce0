// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Graph;
import java.util.Map;

/**
 * The steady state of a graph.
 *
 * @param graph             whose
 * @param flows             by service
 * @param requestsPerSecond by load
 */
public record Solution(Graph graph, Map<String, Flow> flows, Map<String, Double> requestsPerSecond) {

    /** Time in the network for one request and its answer within the cluster. */
    public static final double NETWORK_SECONDS = 0.0003;

    public Solution {
        flows = Map.copyOf(flows);
        requestsPerSecond = Map.copyOf(requestsPerSecond);
    }

    /** The steady state of one service. */
    public Flow flow(String service) {
        Flow flow = flows.get(service);
        if (flow == null) {
            throw new IllegalArgumentException("the solution has no service " + service);
        }
        return flow;
    }

    /** For one request of a load, from the send to the answer. */
    public double entrySeconds(String entry) {
        return flow(entry).responseSeconds() + NETWORK_SECONDS;
    }
}
