// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.PeerAddress;
import io.kernscale.wire.EdgeCounters.Role;

/** Which edge of a pod a row is: an {@link EdgeKey} without the cgroup. */
record EdgeName(Role role, PeerAddress peer, int port) {

    static EdgeName of(EdgeKey key) {
        return new EdgeName(key.role(), key.peer(), key.port());
    }

    /** By hand, because the compiler that the agent runs with makes the usual one slow, and it is asked all the time. */
    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(peer.high() * 31 + peer.low()) + port) + role.ordinal();
    }

    /** The kernel's own tail: all peers that found no row there. */
    boolean isTail() {
        return peer.equals(PeerAddress.NONE);
    }
}
