// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;

/** What the controller says of one world's workloads, by their names alone. */
record Seen(String namespace, Graph graph) {
    private static final Set<String> CROWDED = Set.of("NEIGHBOUR_WAIT", "CONTENTION_WAIT");

    private String id(String name) {
        return namespace + "/Deployment/" + name;
    }

    AbstractStringAssert<?> label(String name) {
        return assertThat(graph.label(id(name))).as("label of %s", name);
    }

    /**
     * It waits for nobody and lacks nothing of its own. On a busy machine others may take its CPU for a while, or that of
     * whom it asks; that is no property of how they talk.
     */
    void isServed(String name) {
        List<Graph.Culprit> culprits = culprits(name);
        if (culprits.isEmpty() && !CROWDED.contains(graph.rule(id(name)))) {
            label(name).isIn("Idle", "Unsaturated");
        }
        assertThat(culprits)
                .as("culprits of %s", name)
                .allSatisfy(culprit -> assertThat(culprit.end()).isEqualTo("NoisyNeighbour"));
    }

    /** The one edge between two workloads. */
    Graph.Edge edge(String from, String to) {
        List<Graph.Edge> edges = graph.edges(id(from), id(to));
        assertThat(edges).as("edges from %s to %s", from, to).hasSize(1);
        return edges.getFirst();
    }

    List<Graph.Culprit> culprits(String name) {
        return graph.culprits(id(name));
    }

    /** All of a workload's waits end at one place, for one reason. */
    Graph.Culprit culprit(String name, String end, String node) {
        List<Graph.Culprit> culprits = culprits(name);
        assertThat(culprits).as("culprits of %s", name).hasSize(1);
        assertThat(culprits.getFirst().end()).as("why %s waits", name).isEqualTo(end);
        assertThat(culprits.getFirst().node()).as("for whom %s waits", name).isEqualTo(id(node));
        return culprits.getFirst();
    }
}
