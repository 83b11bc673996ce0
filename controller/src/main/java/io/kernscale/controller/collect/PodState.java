// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of one pod that counts: not failed, not finished, not being deleted.
 *
 * @param uid          its UID
 * @param namespace    its namespace
 * @param name         its name
 * @param node         where it runs; null until scheduled
 * @param owners       the chain of its controllers from the nearest ({@code ReplicaSet}) to the last
 *                     ({@code Deployment}); empty for a pod without one; null while the API server does not tell
 * @param readyAt      since when it is ready; null while it is not
 * @param requestCores sum of its containers' CPU requests; null where one has none
 * @param limitCores   sum of its containers' CPU limits; null where one has none
 * @param network      where it is found
 * @param facts        what the Horizontal Pod Autoscaler's rules ask
 */
public record PodState(
        String uid,
        String namespace,
        String name,
        @Nullable String node,
        @Nullable List<WorkloadKey> owners,
        @Nullable Instant readyAt,
        @Nullable Double requestCores,
        @Nullable Double limitCores,
        PodNetwork network,
        PodFacts facts) {

    public PodState {
        requireNonNull(uid, "uid");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        owners = owners == null ? null : List.copyOf(owners);
        requireNonNull(network, "network");
        requireNonNull(facts, "facts");
    }

    /** One that runs in a single container and has been ready since its start, or never. */
    public PodState(
            String uid,
            String namespace,
            String name,
            @Nullable String node,
            @Nullable List<WorkloadKey> owners,
            @Nullable Instant readyAt,
            @Nullable Double requestCores,
            @Nullable Double limitCores,
            PodNetwork network) {
        this(
                uid,
                namespace,
                name,
                node,
                owners,
                readyAt,
                requestCores,
                limitCores,
                network,
                PodFacts.running(name, readyAt, requestCores));
    }

    /** The same pod with these owners; null while they are unknown. */
    public PodState ownedBy(@Nullable List<WorkloadKey> others) {
        return new PodState(uid, namespace, name, node, others, readyAt, requestCores, limitCores, network, facts);
    }

    /** Whether it is ready now. */
    public boolean ready() {
        return readyAt != null;
    }

    /** The last of its owners; a pod without one is its own workload, which nobody scales. */
    public WorkloadKey workload() {
        return owners == null || owners.isEmpty() ? new WorkloadKey(namespace, "Pod", name) : owners.getLast();
    }
}
