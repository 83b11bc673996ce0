// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pods that have something in common. Immutable; what few ask for is made when it is first asked for. Thread-safe. */
final class PodGroup {

    static final PodGroup NONE = new PodGroup(List.of());

    private static final Comparator<PodState> YOUNGEST_FIRST =
            Comparator.comparing(PodGroup::readyAt).reversed().thenComparing(PodState::name);

    private final List<PodState> all;
    private volatile @Nullable List<PodState> ready;
    private volatile @Nullable Map<String, PodState> byUid;
    private volatile @Nullable Unambiguous<IpAddress, PodState> byAddress;
    private volatile @Nullable NodeDoors doors;

    PodGroup(List<PodState> all) {
        this.all = List.copyOf(all);
    }

    /** Ready or not. */
    List<PodState> all() {
        return all;
    }

    /** Those that are ready, youngest first. */
    List<PodState> ready() {
        List<PodState> sorted = ready;
        if (sorted == null) {
            sorted = all.stream().filter(PodState::ready).sorted(YOUNGEST_FIRST).toList();
            ready = sorted;
        }
        return sorted;
    }

    /** The one with this UID; null when it is not among them. */
    @Nullable
    PodState byUid(String uid) {
        Map<String, PodState> sorted = byUid;
        if (sorted == null) {
            sorted = HashMap.newHashMap(all.size());
            for (PodState pod : all) {
                sorted.put(pod.uid(), pod);
            }
            byUid = sorted;
        }
        return sorted.get(uid);
    }

    /** Whose of them each of their own addresses is. */
    Unambiguous<IpAddress, PodState> byAddress() {
        Unambiguous<IpAddress, PodState> sorted = byAddress;
        if (sorted == null) {
            sorted = new Unambiguous<>();
            for (PodState pod : all) {
                if (pod.network().hasOwnAddresses()) {
                    for (IpAddress address : pod.network().addresses()) {
                        sorted.put(address, pod);
                    }
                }
            }
            byAddress = sorted;
        }
        return sorted;
    }

    /** What these pods of one node tell of it. */
    NodeDoors doors() {
        NodeDoors found = doors;
        if (found == null) {
            found = new NodeDoors(all);
            doors = found;
        }
        return found;
    }

    private static Instant readyAt(PodState pod) {
        @Nullable Instant readyAt = pod.readyAt();
        return readyAt == null ? Instant.MIN : readyAt;
    }
}
