// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * Where everything runs.
 *
 * @param nodes of the cluster
 * @param pods  of all workloads; alike pods of one workload follow each other
 * @param blind names of nodes without an agent
 */
public record Layout(List<Node> nodes, List<Pod> pods, Set<String> blind) {

    /** The namespace of everything. */
    public static final String NAMESPACE = "shop";

    /**
     * A node.
     *
     * @param name    as the API server knows it
     * @param address numeric
     * @param cpus    online CPUs
     */
    public record Node(String name, String address, int cpus) {}

    /**
     * A pod.
     *
     * @param uid      its UID
     * @param workload the service, the load, or {@link #BATCH}
     * @param node     where it runs
     * @param address  its own
     */
    public record Pod(String uid, String workload, Node node, String address) {
        public Pod {
            requireNonNull(uid, "uid");
            requireNonNull(workload, "workload");
            requireNonNull(node, "node");
            requireNonNull(address, "address");
        }
    }

    /** The workload that takes its neighbours' CPU. */
    public static final String BATCH = "batch";

    public Layout {
        nodes = List.copyOf(nodes);
        pods = List.copyOf(pods);
        blind = Set.copyOf(blind);
    }

    /** The pods of one workload. */
    public List<Pod> podsOf(String workload) {
        return pods.stream().filter(pod -> pod.workload().equals(workload)).toList();
    }

    /** Whether no agent sees any of a workload's pods. */
    public boolean isBlindFor(String workload) {
        return podsOf(workload).stream()
                .allMatch(pod -> blind.contains(pod.node().name()));
    }

    /** Whether agents see some of a workload's pods, and some not. */
    public boolean isHalfBlindFor(String workload) {
        return !isBlindFor(workload)
                && podsOf(workload).stream()
                        .anyMatch(pod -> blind.contains(pod.node().name()));
    }
}
