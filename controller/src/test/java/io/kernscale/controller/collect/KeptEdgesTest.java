// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static io.kernscale.controller.collect.AnEdge.client;
import static io.kernscale.controller.collect.AnEdge.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.EdgeCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an edge is kept as the same object from report to report. */
class KeptEdgesTest {

    private final VarintWriter out = new VarintWriter();

    private static List<EdgeCounters> report(String client, AnEdge other) {
        return List.of(client("10.0.0.7", 5432).connections(client).counters(), other.counters());
    }

    @Test
    void names_and_connections_stay_while_they_are_the_same() {
        List<KeptEdge> first = new KeptEdges(List.of()).next(report("10.0.1.1:40000", server("10.0.1.9", 80)), out);

        List<KeptEdge> second = new KeptEdges(first).next(report("10.0.1.1:40000", server("10.0.1.9", 80)), out);
        List<KeptEdge> third = new KeptEdges(second).next(report("10.0.1.1:40001", server("10.0.1.9", 80)), out);

        assertThat(second.getFirst().name()).isSameAs(first.getFirst().name());
        assertThat(second.getFirst().connections()).isSameAs(first.getFirst().connections());
        assertThat(third.getFirst().connections()).containsExactly(ClientSocket.parse("10.0.1.1:40001"));
    }

    @Test
    void an_edge_is_found_wherever_it_stands() {
        List<KeptEdge> kept = new KeptEdges(List.of()).next(report("10.0.1.1:40000", server("10.0.1.9", 80)), out);
        KeptEdges edges = new KeptEdges(kept);

        assertThat(edges.find(server("10.0.1.9", 80).counters(), 1)).isSameAs(kept.getLast());
        assertThat(edges.find(server("10.0.1.9", 80).counters(), 0)).isSameAs(kept.getLast());
        assertThat(edges.find(server("10.0.1.9", 80).counters(), 9)).isSameAs(kept.getLast());
        assertThat(edges.find(server("10.0.1.9", 81).counters(), 1)).isNull();
    }

    @Test
    void the_connections_of_a_server_share_its_peers_address() {
        List<KeptEdge> kept = new KeptEdges(List.of())
                .next(
                        List.of(server("10.0.1.9", 80)
                                .connections("10.0.1.9:40000")
                                .counters()),
                        out);

        KeptEdge edge = kept.getFirst();
        assertThat(edge.connections().getFirst().address()).isSameAs(edge.name().address());
    }
}
