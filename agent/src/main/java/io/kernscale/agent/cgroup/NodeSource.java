// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.wire.NodeReport;
import java.util.Optional;

/** What is served about a node. {@link #collect} belongs to one thread; any thread may ask the rest meanwhile. */
public interface NodeSource extends AutoCloseable {

    /** Reads everything once: the node's counters as they stand now, with age 0. */
    NodeReport collect();

    /** One pod, container by container, as of the last collection; by the UID of its row or by a static pod's hash. */
    Optional<PodDetail> pod(String uid);

    /** How attribution fares, as of the last collection. */
    NodeStatus status();

    /** Ends the name source and closes files; the probes stay with whoever opened them. */
    @Override
    void close();
}
