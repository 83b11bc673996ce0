// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.CgroupEvent;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups of the v2 hierarchy by id, which is their directory's inode number. Kept by events where the kernel tells
 * them and by walks where it does not; ended cgroups stay until {@link #takeEnded}. Used by one thread.
 */
final class CgroupTree {
    /** What a node may have before further cgroups are counted instead of tracked: about 16 MiB of heap. */
    static final int MAX_CGROUPS = 32_768;

    /** Events have room for 495 bytes of path. */
    private static final int CUT_PATH = 495;

    /** A cgroup and when it was first known to be gone. */
    record Ended(Cgroup cgroup, long atNanos) {}

    private final Path root;
    private final int capacity;
    private final Map<Long, Cgroup> byId = new HashMap<>();
    private final Consumer<Cgroup> born;
    private final List<Cgroup> unseen = new ArrayList<>();
    private final Deque<Ended> ended = new ArrayDeque<>();
    private long walks;
    private long untracked;

    CgroupTree(Path root, int capacity, Consumer<Cgroup> born) {
        this.root = root;
        this.capacity = capacity;
        this.born = born;
    }

    /** Takes over what was born and what ended; true when events were lost, so that the tree must be walked. */
    boolean apply(List<CgroupEvent> events) {
        boolean lost = false;
        for (CgroupEvent event : events) {
            switch (event.kind()) {
                case CREATED -> {
                    if (event.path().length() >= CUT_PATH) {
                        lost = true; // it may end within the container's id: the walk knows better
                    } else {
                        add(event.cgroupId(), event.path());
                    }
                }
                case REMOVED -> end(byId.get(event.cgroupId()));
                case LOST -> lost = true;
            }
        }
        return lost;
    }

    /** Makes the tree equal to the directories as they are now. */
    void walk() {
        walks++;
        Set<Long> alive = new HashSet<>();
        boolean complete = TreeWalk.walk(root, (id, path) -> {
            alive.add(id);
            add(id, path);
        });
        if (!complete) {
            return; // an unmounted root says nothing about the cgroups
        }
        for (Cgroup cgroup : byId.values()) {
            if (!cgroup.ended() && !alive.contains(cgroup.id())) {
                end(cgroup);
            }
        }
    }

    @Nullable
    Cgroup get(long id) {
        return byId.get(id);
    }

    Collection<Cgroup> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /**
     * Hands out, and forgets, what ended at least {@code keepNanos} ago. Time counts from the first call after the end:
     * the sample before it is the first that can hold all of a cgroup's counters.
     */
    List<Ended> takeEnded(long nowNanos, long keepNanos) {
        unseen.forEach(cgroup -> ended.add(new Ended(cgroup, nowNanos)));
        unseen.clear();
        List<Ended> taken = new ArrayList<>();
        while (!ended.isEmpty() && nowNanos - ended.getFirst().atNanos() >= keepNanos) {
            Ended oldest = ended.removeFirst();
            byId.remove(oldest.cgroup().id());
            taken.add(oldest);
        }
        return taken;
    }

    long walks() {
        return walks;
    }

    /** How many births were not taken in because the tree was full. */
    long untracked() {
        return untracked;
    }

    boolean full() {
        return byId.size() >= capacity;
    }

    private void add(long id, String path) {
        if (byId.containsKey(id)) {
            return;
        }
        if (full()) {
            untracked++;
            return;
        }
        Cgroup cgroup = new Cgroup(id, path);
        byId.put(id, cgroup);
        born.accept(cgroup);
    }

    private void end(@Nullable Cgroup cgroup) {
        if (cgroup != null && !cgroup.ended()) {
            cgroup.end();
            unseen.add(cgroup);
        }
    }
}
