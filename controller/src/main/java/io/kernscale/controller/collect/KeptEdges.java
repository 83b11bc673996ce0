// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a pod's edges as they were kept of the report before. Agents list them in much the same order each time, so an
 * edge is looked for at its place first, and they are sorted only when one is not there. Of one thread.
 */
final class KeptEdges {

    private final List<KeptEdge> edges;
    private @Nullable Map<Key, KeptEdge> byName;

    private record Key(Role role, String peer, int port) {}

    KeptEdges(List<KeptEdge> edges) {
        this.edges = edges;
    }

    /** All edges of the next report, to be kept in their order. */
    List<KeptEdge> next(List<EdgeCounters> report, VarintWriter out) {
        List<KeptEdge> kept = new ArrayList<>(report.size());
        for (EdgeCounters edge : report) {
            kept.add(KeptEdge.of(edge, find(edge, kept.size()), out));
        }
        return List.copyOf(kept);
    }

    /** The edge of the same name, which is likely to stand at this place; null where there was none. */
    @Nullable
    KeptEdge find(EdgeCounters edge, int place) {
        if (place < edges.size() && edges.get(place).name().isOf(edge)) {
            return edges.get(place);
        }
        return edges.isEmpty() ? null : byName().get(new Key(edge.role(), edge.peer(), edge.port()));
    }

    private Map<Key, KeptEdge> byName() {
        Map<Key, KeptEdge> sorted = byName;
        if (sorted == null) {
            sorted = HashMap.newHashMap(edges.size());
            for (KeptEdge edge : edges) {
                EdgeName name = edge.name();
                sorted.putIfAbsent(new Key(name.role(), name.peer(), name.port()), edge);
            }
            byName = sorted;
        }
        return sorted;
    }
}
