// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.List;
import java.util.Map;

/**
 * Follows the waits of a workload through the service map to their ends. Pure, and safe for use by many threads.
 *
 * <p>Of a workload's waits the largest is followed, and each other that has a fifth of its outstanding time. A walk goes
 * on where the peer waits for answers itself, and where it is short of nothing but spends half of its work in flight on
 * calls; it ends everywhere else ({@link End}). Where ways meet again, their shares add up and the heaviest way is told.
 *
 * <p>Example: web spends 6 on cart and 3 on search, both of which wait for postgres alone: postgres is the one culprit,
 * with the share 6/9 + 3/9 = 1, and the path tells the way through cart.
 *
 * <p>A step back to a workload from which the walk has come, or would come here again, is the end {@code CYCLE}. Each
 * workload and wait is looked at once, however many paths there are.
 */
public final class CulpritSearch {

    private final Map<WorkloadKey, ServiceNode> nodes;

    public CulpritSearch(Map<WorkloadKey, ServiceNode> nodes) {
        this.nodes = Map.copyOf(nodes);
    }

    /** The ends of the workload's waits; {@link Walk#NONE} for one that does not wait, or is not on the map. */
    public Walk from(WorkloadKey workload) {
        ServiceNode node = nodes.get(workload);
        if (node == null || node.assessment().label() != Label.WAITING) {
            return Walk.NONE;
        }
        return Stop.at(node)
                .map(stop -> new Walk(List.of(new Culprit(
                        stop.end(), new Peer.OfWorkload(workload), 1, workload.name() + ": " + stop.text()))))
                .orElseGet(() -> new Journey(nodes, workload).walk());
    }
}
