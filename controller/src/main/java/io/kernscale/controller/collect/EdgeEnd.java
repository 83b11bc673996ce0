// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * One end of the connections of an edge.
 *
 * @param node where it is
 * @param pod  whose it is; null for something that runs on the node outside of pods
 * @param edge as that end sees it
 */
record EdgeEnd(String node, @Nullable PodState pod, PodEdge edge) {

    /** Who the other end has to do with. */
    Peer peer() {
        return pod == null ? new Peer.OfNode(node) : new Peer.OfWorkload(pod.workload());
    }

    /** Whether it is an end of this pod's. */
    boolean isOf(PodState other) {
        return pod != null && pod.uid().equals(other.uid());
    }

    /** Whether its loopback is the node's: outside of pods, and in pods that share the node's network namespace. */
    boolean sharesHost() {
        return pod == null || pod.network().sharesHost();
    }
}
