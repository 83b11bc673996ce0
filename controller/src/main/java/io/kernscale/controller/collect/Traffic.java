// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;

/**
 * What a workload's TCP sockets did over a window, added up over its observed pods.
 *
 * @param calls  its clients' side: whom it asks, the one with the most outstanding first. What goes on within the
 *               workload itself (a sidecar on the loopback, replicas among each other) has the workload as its peer
 * @param served its servers' side: who asks it, the one with the most in flight first
 */
public record Traffic(List<Call> calls, List<Call> served) {

    /** No connections at all. */
    public static final Traffic NONE = new Traffic(List.of(), List.of());

    public Traffic {
        calls = List.copyOf(calls);
        served = List.copyOf(served);
    }

    /** The same with one nameless peer for all that it serves, and without what it asks. */
    Traffic inOne() {
        return new Traffic(List.of(), List.of(new Call(new Peer.Outside("", null), 0, inbound())));
    }

    /** All that it serves, in one. */
    public EdgeRates inbound() {
        return EdgeRates.sum(served.stream().map(Call::rates).toList());
    }
}
