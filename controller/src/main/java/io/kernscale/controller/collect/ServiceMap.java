// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/**
 * Who exchanged what with whom over a window. It is told of each workload when somebody looks at it, so that many may look
 * at once. Thread-safe.
 */
final class ServiceMap {

    private final PeerResolver resolver;

    ServiceMap(PeerResolver resolver) {
        this.resolver = resolver;
    }

    /** Everything that was exchanged at these ends. */
    Traffic traffic(Iterable<EdgeEnd> ends) {
        TrafficSum sum = new TrafficSum();
        for (EdgeEnd end : ends) {
            PodEdge edge = end.edge();
            EdgeRates rates = edge.rates();
            if (!rates.isNothing()) {
                for (Share share : resolver.peers(end)) {
                    sum.add(edge.role(), share.peer(), edge.port(), rates.part(share.ratio()));
                }
            }
        }
        return sum.traffic();
    }
}
