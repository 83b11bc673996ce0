// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.HashSet;
import java.util.Set;

/**
 * Cgroup ids in samples that no directory and no event explains. An id gets one collection to be explained, because it
 * may have been born after the events were read; then it is given up, and counted once.
 */
final class Unresolved {
    private static final int REMEMBERED = 4096;

    private final Set<Long> givenUp = new HashSet<>();
    private Set<Long> pending = Set.of();
    private long count;

    /** Takes the ids of this sample that are unknown, and hands out those that are now given up. */
    Set<Long> giveUp(Set<Long> unknown) {
        Set<Long> lost = new HashSet<>(unknown);
        lost.retainAll(pending);
        Set<Long> next = new HashSet<>(unknown);
        next.removeAll(lost);
        next.removeAll(givenUp);
        pending = next;
        remember(lost);
        return lost;
    }

    /** True when an id of the sample before is still unknown, so that only a walk can explain it. */
    boolean waiting(CgroupTree tree) {
        return pending.stream().anyMatch(id -> tree.get(id) == null);
    }

    /** How many ids were given up. */
    long count() {
        return count;
    }

    private void remember(Set<Long> lost) {
        count += lost.size();
        if (givenUp.size() + lost.size() > REMEMBERED) {
            givenUp.clear();
        }
        givenUp.addAll(lost);
    }
}
