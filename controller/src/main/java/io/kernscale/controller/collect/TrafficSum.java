// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up edges by peer and port. Of one thread. */
final class TrafficSum {

    private static final Comparator<Call> MOST_OUTSTANDING = Comparator.comparingDouble(
                    (Call call) -> call.rates().outstanding())
            .thenComparingDouble(call -> call.rates().requestsPerSecond())
            .reversed()
            .thenComparing(call -> call.peer().displayName())
            .thenComparingInt(Call::port);

    private final Map<Key, EdgeSum> calls = new HashMap<>();
    private final Map<Key, EdgeSum> served = new HashMap<>();

    private record Key(Peer peer, int port) {}

    /** Adds an edge, or what falls to one peer of it. */
    void add(Role role, Peer peer, int port, EdgeRates rates) {
        Map<Key, EdgeSum> side = switch (role) {
            case CLIENT -> calls;
            case SERVER -> served;
        };
        Key key = new Key(peer, port);
        EdgeSum sum = side.get(key);
        if (sum == null) {
            side.put(key, new EdgeSum(rates));
        } else {
            sum.add(rates);
        }
    }

    Traffic traffic() {
        return new Traffic(sorted(calls), sorted(served));
    }

    private static List<Call> sorted(Map<Key, EdgeSum> side) {
        return side.entrySet().stream()
                .map(one -> new Call(
                        one.getKey().peer, one.getKey().port, one.getValue().rates()))
                .sorted(MOST_OUTSTANDING)
                .toList();
    }
}
