// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.Optional;

/** Names of this node's pods. Never blocks on the network: sources learn on threads of their own. Thread-safe. */
public interface PodNames extends AutoCloseable {

    /** The pod whose cgroup carries this UID, or config hash for a static pod; empty while unknown. */
    Optional<PodName> of(String cgroupUid);

    /** How the source fares. */
    NamesStatus status();

    @Override
    void close();
}
