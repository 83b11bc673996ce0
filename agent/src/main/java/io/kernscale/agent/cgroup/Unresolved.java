// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.HashSet;
import java.util.Set;

/**
 * Cgroup ids in samples that no directory and no event explains. An id may have been born after the events were read, so
 * it is given up, and counted once, only when a walk that came after its first sight did not find it.
 */
final class Unresolved {
    private static final int REMEMBERED = 4096;

    private final Set<Long> givenUp = new HashSet<>();
    private Set<Long> pending = new HashSet<>();
    private long count;

    /** Takes the unknown ids of a sample that a walk preceded, and hands out those that are now given up. */
    Set<Long> afterWalk(Set<Long> unknown) {
        Set<Long> lost = new HashSet<>(unknown);
        lost.retainAll(pending);
        afterEvents(unknown);
        pending.removeAll(lost);
        remember(lost);
        return lost;
    }

    /** Takes the ids of a sample that no walk preceded. */
    void afterEvents(Set<Long> unknown) {
        pending = new HashSet<>(unknown);
        pending.removeAll(givenUp);
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
