// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.collect.WorkloadKey;
import java.util.Map;

/** Follows the waits of a workload through the service map to their ends. Pure. */
public final class CulpritSearch {

    private final Map<WorkloadKey, ServiceNode> nodes;

    public CulpritSearch(Map<WorkloadKey, ServiceNode> nodes) {
        this.nodes = Map.copyOf(nodes);
    }

    /** The ends of the workload's waits; {@link Walk#NONE} for one that does not wait, or is not on the map. */
    public Walk from(WorkloadKey workload) {
        return nodes.containsKey(workload) ? Walk.NONE : Walk.NONE; // TODO(#3)
    }
}
