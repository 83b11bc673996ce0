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

/** The pods of the cluster that count, as of one moment. Sorted by owner once, so that each question costs what its answer is long. */
public final class ClusterPods {

    private static final Comparator<PodState> YOUNGEST_FIRST =
            Comparator.comparing(ClusterPods::readyAt).reversed().thenComparing(PodState::name);

    private final List<PodState> leaving;
    private final Map<String, PodState> byUid;
    private final Map<WorkloadKey, Group> groups = new HashMap<>();
    private final Map<String, Integer> readyOfUnknownOwner = new HashMap<>();
    private final Map<String, List<PodState>> withoutOwner = new HashMap<>();

    /** The pods of one owner. */
    private static final class Group {

        private static final Group NONE = new Group();

        private final List<PodState> all = new ArrayList<>();
        private final List<PodState> ready = new ArrayList<>();
        /** Whether it is the last owner of one of its ready pods. */
        private boolean last;

        private volatile @Nullable List<PodState> youngestFirst;

        /** Sorted when somebody asks: hardly anybody asks for a ReplicaSet's. */
        List<PodState> ready() {
            List<PodState> sorted = youngestFirst;
            if (sorted == null) {
                sorted = ready.stream().sorted(YOUNGEST_FIRST).toList();
                youngestFirst = sorted;
            }
            return sorted;
        }
    }

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
        this.byUid = HashMap.newHashMap(pods.size());
        for (PodState pod : pods) {
            if (byUid.putIfAbsent(pod.uid(), pod) == null) {
                add(pod);
            }
        }
    }

    private void add(PodState pod) {
        List<WorkloadKey> owners = pod.owners();
        if (owners == null) {
            if (pod.ready()) {
                readyOfUnknownOwner.merge(pod.namespace(), 1, Integer::sum);
            }
        } else if (owners.isEmpty()) {
            withoutOwner
                    .computeIfAbsent(pod.namespace(), key -> new ArrayList<>())
                    .add(pod);
            if (pod.ready()) {
                Group own = group(pod.workload());
                own.ready.add(pod);
                own.last = true;
            }
        } else {
            for (int i = 0; i < owners.size(); i++) {
                Group group = group(owners.get(i));
                group.all.add(pod);
                if (pod.ready()) {
                    group.ready.add(pod);
                    group.last |= i == owners.size() - 1;
                }
            }
        }
    }

    private Group group(WorkloadKey owner) {
        return groups.computeIfAbsent(owner, key -> new Group());
    }

    /** All pods of a workload that count, ready or not. */
    public List<PodState> of(WorkloadKey workload) {
        return groups.getOrDefault(workload, Group.NONE).all;
    }

    /** All pods of a namespace that nobody owns. */
    public List<PodState> withoutOwner(String namespace) {
        return withoutOwner.getOrDefault(namespace, List.of());
    }

    /** All workloads that have a ready pod: the last of its owners. */
    List<WorkloadKey> workloads() {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().last)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All of a namespace that count. */
    public List<PodState> in(String namespace) {
        return byUid.values().stream()
                .filter(pod -> pod.namespace().equals(namespace))
                .toList();
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
        return groups.getOrDefault(workload, Group.NONE).ready();
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
