// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.collect.Peer;

/** Short names for paths: the namespace stands where it is another than the start's. */
final class PeerName {

    private PeerName() {}

    static String of(Peer peer, String namespace) {
        return switch (peer) {
            case Peer.OfWorkload one ->
                within(namespace, one.workload().namespace(), one.workload().name());
            case Peer.OfService one -> within(namespace, one.namespace(), one.name());
            case Peer.OfNode one -> one.displayName();
            case Peer.Outside one -> one.displayName();
            case Peer.Tail one -> one.displayName();
        };
    }

    private static String within(String namespace, String other, String name) {
        return other.equals(namespace) ? name : other + "/" + name;
    }
}
