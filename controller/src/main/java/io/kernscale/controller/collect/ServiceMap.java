// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What each pod exchanged with whom over a window. Unchangeable once made. */
final class ServiceMap {

    private static final TrafficSum NOTHING = new TrafficSum();

    private final Map<String, TrafficSum> byPod = new HashMap<>();

    /** Joins all ends that were seen. */
    ServiceMap(Collection<EdgeEnd> ends, PeerResolver resolver) {
        for (EdgeEnd end : ends) {
            PodState pod = end.pod();
            if (pod != null && !end.edge().rates().isNothing()) {
                TrafficSum sum = byPod.computeIfAbsent(pod.uid(), uid -> new TrafficSum());
                for (Share share : resolver.peers(end)) {
                    EdgeRates part = end.edge().rates().part(share.ratio());
                    sum.add(end.edge().role(), share.peer(), end.edge().port(), part);
                }
            }
        }
    }

    /** Everything that these pods exchanged. */
    Traffic traffic(Collection<PodState> pods) {
        TrafficSum sum = new TrafficSum();
        pods.forEach(pod -> sum.add(byPod.getOrDefault(pod.uid(), NOTHING)));
        return sum.traffic();
    }
}
