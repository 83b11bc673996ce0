// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pods of the cluster that count, as of one moment. Each question costs what its answer is long. Immutable; a
 * {@link PodIndex} makes one from the next.
 */
public final class ClusterPods {

    private final PodIndex.Groups groups;
    private final List<PodState> leaving;
    private volatile @Nullable AddressBook book;

    ClusterPods(PodIndex.Groups groups, List<PodState> leaving) {
        this.groups = groups;
        this.leaving = leaving;
    }

    public ClusterPods(Collection<PodState> pods) {
        this(pods, List.of());
    }

    /**
     * Pods, and what remains of others. Of two with one UID the first counts.
     *
     * @param leaving pods that are being deleted: they count no more, but their last connections still lead to them
     */
    public ClusterPods(Collection<PodState> pods, Collection<PodState> leaving) {
        this(PodIndex.of(pods).groups(), List.copyOf(leaving));
    }

    /** All pods of a workload that count, ready or not. */
    public List<PodState> of(WorkloadKey workload) {
        return group(groups.byOwner(), workload).all();
    }

    /** All pods of a namespace that nobody owns. */
    public List<PodState> withoutOwner(String namespace) {
        return group(groups.withoutOwner(), namespace).all();
    }

    /** All workloads that have a ready pod: the last of its owners. */
    List<WorkloadKey> workloads() {
        return groups.byWorkload().entrySet().stream()
                .filter(group -> !group.getValue().ready().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All of a namespace that count. */
    public List<PodState> in(String namespace) {
        return all().stream().filter(pod -> pod.namespace().equals(namespace)).toList();
    }

    /** All that count. */
    Collection<PodState> all() {
        List<PodState> all = new ArrayList<>();
        groups.byUid().values().forEach(group -> all.addAll(group.all()));
        return all;
    }

    /** Those that are being deleted. */
    Collection<PodState> leaving() {
        return leaving;
    }

    /** The pods that have an address for themselves, among them all that have this one. */
    PodGroup addressed(IpAddress address) {
        return group(groups.byAddress(), PodIndex.group(address));
    }

    /** Whose address is whose. As long as neither pods nor Services change it is the one of the round before. */
    AddressBook book(List<ServiceState> services) {
        AddressBook known = book;
        if (known == null || !known.isOf(services)) {
            known = new AddressBook(this, services);
            book = known;
        }
        return known;
    }

    /** The pods of each node. */
    Map<String, PodGroup> byNode() {
        return groups.byNode();
    }

    /** All that count, by all of their labels. */
    Map<PodIndex.Labels, PodGroup> byLabels() {
        return groups.byLabels();
    }

    /** The pods of a node. */
    PodGroup onNode(String node) {
        return group(groups.byNode(), node);
    }

    /** The pod with this UID. */
    public Optional<PodState> byUid(String uid) {
        return Optional.ofNullable(group(groups.byUid(), PodIndex.group(uid)).byUid(uid));
    }

    /** The ready pods of a workload, at whatever place among their owners it is, youngest first. */
    public List<PodState> readyOf(WorkloadKey workload) {
        PodGroup owned = groups.byOwner().get(workload);
        return owned == null ? group(groups.byWorkload(), workload).ready() : owned.ready();
    }

    /**
     * Ready pods of a namespace whose owners the API server does not tell at the moment. Any of them may belong to any
     * workload there, so none of these workloads is wholly observed.
     */
    public int readyOfUnknownOwner(String namespace) {
        return group(groups.ofUnknownOwner(), namespace).ready().size();
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

    private static <K> PodGroup group(Map<K, PodGroup> groups, K key) {
        return groups.getOrDefault(key, PodGroup.NONE);
    }
}
