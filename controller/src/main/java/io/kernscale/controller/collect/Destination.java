// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Map;

/** Where a client's connections lead, as far as addresses tell. */
sealed interface Destination {

    /** To a pod, by its own address. */
    record ToPod(PodState pod) implements Destination {}

    /** Back into the client's pod, over its own loopback. */
    record Within() implements Destination {}

    /**
     * To a Service.
     *
     * @param pods how many pods it selects of each workload: ready ones, or any while none is; empty when it selects none,
     *             or somebody else says what is behind it
     */
    record ToService(ServiceState service, Map<Peer, Integer> pods) implements Destination {}

    /** To something that listens in a node's network namespace, or to a pod's port that the node forwards. */
    record ToNode(String node, int port) implements Destination {}

    /** To an address that is nobody's in the cluster. */
    record Elsewhere() implements Destination {}
}
