// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pods in groups. A change makes anew the groups that it touches, and no others; what was handed out before stays as it
 * was. Of one thread.
 */
final class PodTable<K> {

    private final Map<K, Change> changes = new HashMap<>();
    private Map<K, PodGroup> groups = Map.of();

    /** What came into a group and what went since it was made. */
    private static final class Change {
        private final Set<PodState> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<PodState> come = new ArrayList<>(1);

        List<PodState> to(PodGroup before) {
            List<PodState> after = new ArrayList<>(before.all().size() + come.size());
            for (PodState pod : before.all()) {
                if (!gone.contains(pod)) {
                    after.add(pod);
                }
            }
            for (PodState pod : come) {
                if (!gone.contains(pod)) {
                    after.add(pod);
                }
            }
            return after;
        }
    }

    void add(K key, PodState pod) {
        Change change = change(key);
        if (!change.gone.remove(pod)) { // it may have gone a moment ago
            change.come.add(pod);
        }
    }

    /** Takes the very pod that was added. */
    void remove(K key, PodState pod) {
        change(key).gone.add(pod);
    }

    private Change change(K key) {
        return changes.computeIfAbsent(key, same -> new Change());
    }

    /** All groups that are not empty, as they are now. */
    Map<K, PodGroup> groups() {
        if (!changes.isEmpty()) {
            Map<K, PodGroup> next = new HashMap<>(groups);
            changes.forEach((key, change) -> {
                List<PodState> pods = change.to(next.getOrDefault(key, PodGroup.NONE));
                if (pods.isEmpty()) {
                    next.remove(key);
                } else {
                    next.put(key, new PodGroup(pods));
                }
            });
            groups = next;
            changes.clear();
        }
        return groups;
    }
}
