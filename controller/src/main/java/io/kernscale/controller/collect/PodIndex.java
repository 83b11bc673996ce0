// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pods of the cluster, sorted by all that a round asks for, and kept so while they come and go: a round costs what has
 * changed, not what there is. Of one thread; what {@link #pods} gives is for any.
 */
public final class PodIndex {

    /** Pods are looked for by UID or address in one of 1,024 groups, of which few change in a round. */
    private static final int GROUP_BITS = 10;

    private static final int MIX = 0x9e3779b9; // 2^32 by the golden ratio: neighbours come far apart

    private final Map<String, PodState> counting = new HashMap<>();
    private final Map<String, PodState> leaving = new LinkedHashMap<>();
    private final PodTable<Integer> byUid = new PodTable<>();
    private final PodTable<Integer> byAddress = new PodTable<>();
    private final PodTable<Labels> byLabels = new PodTable<>();
    private final PodTable<String> byNode = new PodTable<>();
    private final PodTable<WorkloadKey> byOwner = new PodTable<>();
    private final PodTable<WorkloadKey> byWorkload = new PodTable<>();
    private final PodTable<String> withoutOwner = new PodTable<>();
    private final PodTable<String> ofUnknownOwner = new PodTable<>();
    private @Nullable ClusterPods latest;

    /**
     * Pods in groups.
     *
     * @param byUid          by {@link #group}
     * @param byAddress      those that have one for themselves, by {@link #group}
     * @param byLabels       by all of their labels: those of a workload mostly have the same
     * @param byNode         those that have one
     * @param byOwner        by each of their owners
     * @param byWorkload     by the last of their owners, or by themselves
     * @param withoutOwner   by namespace
     * @param ofUnknownOwner by namespace
     */
    record Groups(
            Map<Integer, PodGroup> byUid,
            Map<Integer, PodGroup> byAddress,
            Map<Labels, PodGroup> byLabels,
            Map<String, PodGroup> byNode,
            Map<WorkloadKey, PodGroup> byOwner,
            Map<WorkloadKey, PodGroup> byWorkload,
            Map<String, PodGroup> withoutOwner,
            Map<String, PodGroup> ofUnknownOwner) {}

    /** What Services select pods by. */
    record Labels(String namespace, Map<String, String> labels) {}

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

    /**
     * Which group of {@link Groups#byUid} a UID belongs to, or of {@link Groups#byAddress} an address. By the bits of its
     * hash that a map within the group does not go by: or all of the group would come into one of the map's buckets.
     */
    static int group(Object key) {
        return key.hashCode() * MIX >>> Integer.SIZE - GROUP_BITS;
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
        step.take(byUid, group(pod.uid()), pod);
        step.take(byLabels, new Labels(pod.namespace(), pod.network().labels()), pod);
        addressGroups(pod).forEach(group -> step.take(byAddress, group, pod));
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

    /** Several addresses may be of one group. */
    private static Set<Integer> addressGroups(PodState pod) {
        Set<Integer> groups = new HashSet<>();
        if (pod.network().hasOwnAddresses()) {
            pod.network().addresses().forEach(address -> groups.add(group(address)));
        }
        return groups;
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
                byAddress.groups(),
                byLabels.groups(),
                byNode.groups(),
                byOwner.groups(),
                byWorkload.groups(),
                withoutOwner.groups(),
                ofUnknownOwner.groups());
    }
}
