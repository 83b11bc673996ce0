// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.collect.kube.OwnerChains.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod as an informer keeps it: read once, when the API server tells of it, so that a round over 150,000 pods reads none.
 * Only its owners may be learnt later. Thread-safe.
 */
final class WatchedPod {

    private final boolean counts;
    private final boolean leaves;
    private final @Nullable AgentEndpoint agent;
    private final Instant agentReadyAt;
    private volatile Known known;

    /** @param controller to be asked about; empty where there is none, or once the owners are known */
    private record Known(PodState state, Optional<Owner> controller, boolean whole) {}

    WatchedPod(JsonObject pod, AgentPods agents) {
        this.known = new Known(PodParser.state(pod, null), OwnerChains.controller(pod), false);
        this.counts = PodParser.counts(pod);
        this.leaves = PodParser.leaves(pod);
        this.agent = counts && agents.matches(pod) ? agents.endpoint(pod) : null;
        this.agentReadyAt = AgentPods.readyAt(pod);
    }

    boolean counts() {
        return counts;
    }

    boolean leaves() {
        return leaves;
    }

    /** Where it answers, if it is a ready agent. */
    Optional<AgentEndpoint> agent() {
        return Optional.ofNullable(agent);
    }

    Instant agentReadyAt() {
        return agentReadyAt;
    }

    /** With its owners, asked for once; unknown as long as the API server does not tell. */
    PodState state(OwnerChains chains) {
        Known before = known;
        PodState bare = before.state;
        if (before.whole) {
            return bare;
        }
        List<WorkloadKey> owners = chains.of(bare.namespace(), bare.name(), bare.uid(), before.controller);
        PodState asked = bare.ownedBy(owners);
        if (owners != null) {
            known = new Known(asked, Optional.empty(), true);
        }
        return asked;
    }
}
