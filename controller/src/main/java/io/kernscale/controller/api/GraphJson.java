// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.GraphEdge;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.loop.LoopView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The service map as the API tells it.
 *
 * @param at    the round that it is of
 * @param nodes every workload that agents see, and whomever else an edge leads to or comes from, by id
 * @param edges the busiest first
 */
public record GraphJson(Instant at, List<NodeJson> nodes, List<EdgeJson> edges) {

    static GraphJson of(LoopView view) {
        ServiceMap map = view.map();
        List<GraphEdge> edges = map.edges();
        Map<String, NodeJson> nodes = new TreeMap<>();
        map.nodes().forEach((workload, node) -> nodes.put(workload.toString(), NodeJson.of(workload, node)));
        for (GraphEdge edge : edges) {
            for (Peer peer : List.of(edge.from(), edge.to())) {
                nodes.computeIfAbsent(NodeJson.id(peer), id -> NodeJson.of(peer));
            }
        }
        return new GraphJson(
                view.at(),
                List.copyOf(nodes.values()),
                edges.stream().map(EdgeJson::of).toList());
    }
}
