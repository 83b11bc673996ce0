// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pods of the cluster that count, as of one moment. Sorted once, so that each question costs what its answer is long. */
public final class ClusterPods {

    private static final Comparator<PodState> YOUNGEST_FIRST =
            Comparator.comparing(ClusterPods::readyAt).reversed().thenComparing(PodState::name);

    private final List<PodState> leaving;
    private final Map<String, PodState> byUid = new HashMap<>();
    private final Map<WorkloadKey, List<PodState>> readyByOwner = new HashMap<>();
    private final Map<String, Integer> readyOfUnknownOwner = new HashMap<>();
    private final Map<WorkloadKey, List<PodState>> byOwner = new HashMap<>();
    private final Map<String, List<PodState>> withoutOwner = new HashMap<>();

    public ClusterPods(Collection<PodState> pods) {
        this(pods, List.of());
    }

    /**
     * Pods, and what remains of others.
     *
     * @param leaving pods that are being deleted: they count no more, but their last connections still lead to them
     */
    public ClusterPods(Collection<PodState> pods, Collection<PodState> leaving) {
        this.leaving = List.copyOf(leaving);
        pods.forEach(pod -> byUid.putIfAbsent(pod.uid(), pod));
        byUid.values().forEach(this::add);
        byUid.values().stream().filter(PodState::ready).forEach(this::addReady);
        readyByOwner.replaceAll(
                (owner, ready) -> ready.stream().sorted(YOUNGEST_FIRST).toList());
    }

    private void add(PodState pod) {
        List<WorkloadKey> owners = pod.owners();
        if (owners != null && owners.isEmpty()) {
            withoutOwner
                    .computeIfAbsent(pod.namespace(), key -> new ArrayList<>())
                    .add(pod);
        } else if (owners != null) {
            owners.forEach(owner ->
                    byOwner.computeIfAbsent(owner, key -> new ArrayList<>()).add(pod));
        }
    }

    private void addReady(PodState pod) {
        List<WorkloadKey> owners = pod.owners();
        if (owners == null) {
            readyOfUnknownOwner.merge(pod.namespace(), 1, Integer::sum);
        } else if (owners.isEmpty()) {
            addReady(pod.workload(), pod);
        } else {
            owners.forEach(owner -> addReady(owner, pod));
        }
    }

    private void addReady(WorkloadKey workload, PodState pod) {
        readyByOwner.computeIfAbsent(workload, key -> new ArrayList<>()).add(pod);
    }

    /** All pods of a workload that count, ready or not. */
    public List<PodState> of(WorkloadKey workload) {
        return byOwner.getOrDefault(workload, List.of());
    }

    /** All pods of a namespace that nobody owns. */
    public List<PodState> withoutOwner(String namespace) {
        return withoutOwner.getOrDefault(namespace, List.of());
    }

    /** All that count. */
    Collection<PodState> all() {
        return byUid.values();
    }

    /** Those that are being deleted. */
    Collection<PodState> leaving() {
        return leaving;
    }

    /** The pod with this UID. */
    public Optional<PodState> byUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** The ready pods of a workload, at whatever place among their owners it is, youngest first. */
    public List<PodState> readyOf(WorkloadKey workload) {
        return readyByOwner.getOrDefault(workload, List.of());
    }

    /**
     * Ready pods of a namespace whose owners the API server does not tell at the moment. Any of them may belong to any
     * workload there, so none of these workloads is wholly observed.
     */
    public int readyOfUnknownOwner(String namespace) {
        return readyOfUnknownOwner.getOrDefault(namespace, 0);
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
