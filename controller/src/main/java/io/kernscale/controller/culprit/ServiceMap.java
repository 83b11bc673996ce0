// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every workload that was seen, whom it asks, and where its waits end; as of one round.
 *
 * @param nodes by workload
 * @param walks of the workloads that wait
 */
public record ServiceMap(Map<WorkloadKey, ServiceNode> nodes, Map<WorkloadKey, Walk> walks) {

    /** Before the first round. */
    public static final ServiceMap EMPTY = new ServiceMap(Map.of(), Map.of());

    private static final Comparator<GraphEdge> BUSIEST_FIRST = Comparator.<GraphEdge>comparingDouble(
                    edge -> edge.rates().outstanding())
            .thenComparingDouble(edge -> edge.rates().requestsPerSecond())
            .reversed()
            .thenComparing(edge -> edge.from().displayName())
            .thenComparing(edge -> edge.to().displayName())
            .thenComparingInt(GraphEdge::port);

    public ServiceMap {
        nodes = Map.copyOf(nodes);
        walks = Map.copyOf(walks);
    }

    /** The map of these nodes, with every walk that there is to make. */
    public static ServiceMap of(Map<WorkloadKey, ServiceNode> nodes) {
        var search = new CulpritSearch(nodes);
        Map<WorkloadKey, Walk> walks = new HashMap<>();
        nodes.keySet().forEach(workload -> {
            Walk walk = search.from(workload);
            if (!walk.culprits().isEmpty()) {
                walks.put(workload, walk);
            }
        });
        return new ServiceMap(nodes, walks);
    }

    public Optional<ServiceNode> node(WorkloadKey workload) {
        return Optional.ofNullable(nodes.get(workload));
    }

    /** Where the workload's waits end; {@link Walk#NONE} for one that does not wait. */
    public Walk walk(WorkloadKey workload) {
        return walks.getOrDefault(workload, Walk.NONE);
    }

    /**
     * All edges, the busiest first. An edge between two workloads that agents see is told by its caller alone; the one
     * who is asked tells only of callers that no agent sees.
     */
    public List<GraphEdge> edges() {
        return nodes.entrySet().stream()
                .flatMap(node -> Stream.concat(
                        outgoing(node.getKey(), node.getValue()), incoming(node.getKey(), node.getValue())))
                .sorted(BUSIEST_FIRST)
                .toList();
    }

    private static Stream<GraphEdge> outgoing(WorkloadKey workload, ServiceNode node) {
        Peer from = new Peer.OfWorkload(workload);
        return node.dependencies().stream()
                .map(dependency -> edge(from, dependency.call().peer(), dependency, GraphEdge.Side.CLIENT));
    }

    private Stream<GraphEdge> incoming(WorkloadKey workload, ServiceNode node) {
        Traffic traffic = node.observation().traffic();
        Peer to = new Peer.OfWorkload(workload);
        return traffic == null
                ? Stream.empty()
                : traffic.served().stream()
                        .filter(call -> !isSeen(call.peer()))
                        .map(call -> edge(call.peer(), to, asDependency(call), GraphEdge.Side.SERVER));
    }

    private boolean isSeen(Peer peer) {
        return peer instanceof Peer.OfWorkload caller
                && nodes.get(caller.workload()) instanceof ServiceNode node
                && node.observation().traffic() != null;
    }

    private static Dependency asDependency(Call call) {
        return new Dependency(call, call.rates().takesTurns() ? Dependency.Kind.CALL : Dependency.Kind.UNCLEAR);
    }

    private static GraphEdge edge(Peer from, Peer to, Dependency dependency, GraphEdge.Side seenBy) {
        Call call = dependency.call();
        return new GraphEdge(from, to, call.port(), dependency.kind(), call.rates(), seenBy);
    }
}
