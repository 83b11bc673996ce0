// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pods of the cluster that count, as of one moment. */
public final class ClusterPods {

    private final Map<String, PodState> byUid;

    public ClusterPods(Collection<PodState> pods) {
        this.byUid = pods.stream().collect(Collectors.toUnmodifiableMap(PodState::uid, pod -> pod, (a, b) -> a));
    }

    /** The pod with this UID. */
    public Optional<PodState> byUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** The ready pods of a workload, youngest first. */
    public List<PodState> readyOf(WorkloadKey workload) {
        return byUid.values().stream()
                .filter(PodState::ready)
                .filter(pod -> pod.belongsTo(workload))
                .sorted(Comparator.comparing(ClusterPods::readyAt).reversed().thenComparing(PodState::name))
                .toList();
    }

    /**
     * Ready pods of a namespace whose owners the API server does not tell at the moment. Any of them may belong to any
     * workload there, so none of these workloads is wholly observed.
     */
    public int readyOfUnknownOwner(String namespace) {
        return (int) byUid.values().stream()
                .filter(pod -> pod.namespace().equals(namespace) && pod.owners() == null && pod.ready())
                .count();
    }

    /** The state of a workload whose scale subresource asks for {@code replicas}. */
    public WorkloadState state(WorkloadKey workload, int replicas) {
        List<PodState> ready = readyOf(workload);
        PodState youngest = ready.isEmpty() ? null : ready.getFirst();
        return new WorkloadState(
                workload,
                replicas,
                ready.size(),
                youngest == null ? null : youngest.requestCores(),
                youngest == null ? null : youngest.limitCores(),
                youngest == null ? null : youngest.readyAt());
    }

    private static Instant readyAt(PodState pod) {
        @Nullable Instant readyAt = pod.readyAt();
        return readyAt == null ? Instant.MIN : readyAt;
    }
}
