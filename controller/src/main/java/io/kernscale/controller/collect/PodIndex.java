// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods of the cluster, sorted by all that a round asks for, and kept so while they come and go: a round costs what has
 * changed, not what there is. Of one thread; what {@link #pods} gives is for any.
 */
public final class PodIndex {

    /** Pods are looked for by UID in one of so many groups, of which few change in a round. */
    private static final int UID_GROUPS = 1_024;

    private final Map<String, PodState> counting = new HashMap<>();
    private final Map<String, PodState> leaving = new LinkedHashMap<>();
    private final PodTable<Integer> byUid = new PodTable<>();
    private final PodTable<String> byNode = new PodTable<>();
    private final PodTable<WorkloadKey> byOwner = new PodTable<>();
    private final PodTable<WorkloadKey> byWorkload = new PodTable<>();
    private final PodTable<String> withoutOwner = new PodTable<>();
    private final PodTable<String> ofUnknownOwner = new PodTable<>();
    private @Nullable ClusterPods latest;

    /**
     * Pods in groups.
     *
     * @param byUid          by {@link #uidGroup}
     * @param byNode         those that have one
     * @param byOwner        by each of their owners
     * @param byWorkload     by the last of their owners, or by themselves
     * @param withoutOwner   by namespace
     * @param ofUnknownOwner by namespace
     */
    record Groups(
            Map<Integer, PodGroup> byUid,
            Map<String, PodGroup> byNode,
            Map<WorkloadKey, PodGroup> byOwner,
            Map<WorkloadKey, PodGroup> byWorkload,
            Map<String, PodGroup> withoutOwner,
            Map<String, PodGroup> ofUnknownOwner) {}

    private interface Step {
        <K> void take(PodTable<K> table, K key, PodState pod);
    }

    /** Each by its UID; of two with one UID the first. */
    static PodIndex of(Collection<PodState> pods) {
        PodIndex index = new PodIndex();
        for (PodState pod : pods) {
            if (!index.counting.containsKey(pod.uid())) {
                index.put(pod.uid(), pod);
            }
        }
        return index;
    }

    /** Which group of {@link Groups#byUid} a UID belongs to. */
    static int uidGroup(String uid) {
        return Math.floorMod(uid.hashCode(), UID_GROUPS);
    }

    /**
     * A pod that counts.
     *
     * @param key in place of the one that had it before
     */
    @SuppressWarnings("ReferenceEquality") // the very same has been sorted before
    public void put(String key, PodState pod) {
        if (counting.get(key) != pod) {
            remove(key);
            counting.put(key, pod);
            each(pod, PodTable::add);
            latest = null;
        }
    }

    /** A pod that is being deleted: it counts no more, but its last connections still lead to it. */
    public void putLeaving(String key, PodState pod) {
        remove(key);
        leaving.put(key, pod);
        latest = null;
    }

    /** Whatever had this key is no more, or counts no more. */
    public void remove(String key) {
        PodState pod = counting.remove(key);
        if (pod != null) {
            each(pod, PodTable::remove);
            latest = null;
        }
        if (leaving.remove(key) != null) {
            latest = null;
        }
    }

    private void each(PodState pod, Step step) {
        step.take(byUid, uidGroup(pod.uid()), pod);
        String node = pod.node();
        if (node != null) {
            step.take(byNode, node, pod);
        }
        List<WorkloadKey> owners = pod.owners();
        if (owners == null) {
            step.take(ofUnknownOwner, pod.namespace(), pod);
            return;
        }
        step.take(byWorkload, pod.workload(), pod);
        if (owners.isEmpty()) {
            step.take(withoutOwner, pod.namespace(), pod);
        }
        for (WorkloadKey owner : owners) {
            step.take(byOwner, owner, pod);
        }
    }

    /** As of now. */
    public ClusterPods pods() {
        ClusterPods pods = latest;
        if (pods == null) {
            pods = new ClusterPods(groups(), List.copyOf(leaving.values()));
            latest = pods;
        }
        return pods;
    }

    /** As of now, by all that they are asked for by. */
    Groups groups() {
        return new Groups(
                byUid.groups(),
                byNode.groups(),
                byOwner.groups(),
                byWorkload.groups(),
                withoutOwner.groups(),
                ofUnknownOwner.groups());
    }
}
