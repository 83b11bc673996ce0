// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;
import java.util.Map;

/**
 * A part of an edge.
 *
 * @param peer  whose it is
 * @param ratio how much of it, above 0 and at most 1
 */
record Share(Peer peer, double ratio) {

    /** All of it. */
    static List<Share> whole(Peer peer) {
        return List.of(new Share(peer, 1));
    }

    /** In proportion to the weights, which must not all be 0. */
    static List<Share> proportional(Map<Peer, ? extends Number> weights) {
        double sum = weights.values().stream().mapToDouble(Number::doubleValue).sum();
        return weights.entrySet().stream()
                .filter(weight -> weight.getValue().doubleValue() > 0)
                .map(weight -> new Share(weight.getKey(), weight.getValue().doubleValue() / sum))
                .toList();
    }
}
