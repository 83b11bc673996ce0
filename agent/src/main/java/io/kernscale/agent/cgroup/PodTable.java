// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelSample;
import io.kernscale.agent.cgroup.CgroupTree.Ended;
import io.kernscale.wire.PodReport.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pods of this node by the UID that their cgroups carry. Used by one thread, or under one lock. */
final class PodTable implements AutoCloseable {
    /** A pod that is gone stays this long, so that a reader which polls slowly sees its last counters. */
    private static final long GONE_NANOS = 60_000_000_000L;

    private final Supplier<PodFiles> files;
    private final int mostEdges;
    private final Map<String, Pod> pods = new HashMap<>();
    private boolean seenKubepods;

    /**
     * @param files     makes the file reader of a new row
     * @param mostEdges rows that a pod's edges may have in one role, 1 or more
     */
    PodTable(Supplier<PodFiles> files, int mostEdges) {
        this.files = files;
        this.mostEdges = mostEdges;
    }

    /** Gives a new cgroup to its pod, if it has one. */
    void born(Cgroup cgroup) {
        cgroup.owner().ifPresent(owner -> {
            if (!seenKubepods) {
                seenKubepods = true;
                closeAll(); // plain cgroups are shown only where there is no Kubernetes
            }
            row(owner.podUid(), Kind.POD).add(cgroup);
        });
    }

    /** Makes rows of cgroups that are no pod's and have tasks; nothing once a pod was seen. */
    void adoptPlain(Collection<Cgroup> cgroups, Predicate<Cgroup> hasTasks) {
        if (seenKubepods) {
            return;
        }
        for (Cgroup cgroup : cgroups) {
            if (!cgroup.ended() && !owns(cgroup) && hasTasks.test(cgroup)) {
                row(cgroup.path(), Kind.CGROUP).add(cgroup);
            }
        }
    }

    boolean seenKubepods() {
        return seenKubepods;
    }

    Collection<Pod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** By the UID in the cgroup's path, or the one the API server knows. */
    Optional<Pod> find(String uid) {
        @Nullable Pod byPath = pods.get(uid);
        return byPath != null
                ? Optional.of(byPath)
                : pods.values().stream()
                        .filter(pod -> pod.name()
                                .filter(name -> name.uid().equals(uid))
                                .isPresent())
                        .findFirst();
    }

    /** Takes over the counters of ended cgroups, and drops pods that are long gone. */
    void settle(List<Ended> ended, long nowNanos) {
        for (Ended end : ended) {
            Pod pod = pods.get(rowUid(end.cgroup()));
            if (pod != null && pod.owns(end.cgroup())) {
                pod.fold(end.cgroup(), end.atNanos());
            }
        }
        pods.values().removeIf(pod -> {
            boolean gone = pod.gone(nowNanos, GONE_NANOS);
            if (gone) {
                pod.close();
            }
            return gone;
        });
    }

    /** Ids of all living cgroups of pods. */
    Set<Long> podCgroupIds() {
        Set<Long> ids = new TreeSet<>();
        for (Pod pod : pods.values()) {
            for (Cgroup cgroup : pod.cgroups()) {
                if (pod.kind() == Kind.POD && !cgroup.ended()) {
                    ids.add(cgroup.id());
                }
            }
        }
        return ids;
    }

    /** Hands each counter of the sample to its cgroup; the ids that the tree does not know come back. */
    static Set<Long> distribute(KernelSample sample, CgroupTree tree) {
        Set<Long> unknown = new TreeSet<>();
        sample.scheduler().forEach((id, counters) -> {
            Cgroup cgroup = known(tree, id, unknown);
            if (cgroup != null) {
                cgroup.see(counters);
            }
        });
        sample.samples().forEach((id, counts) -> {
            Cgroup cgroup = known(tree, id, unknown);
            if (cgroup != null) {
                cgroup.see(counts);
            }
        });
        sample.block().forEach((key, counters) -> {
            Cgroup cgroup = key.cgroupId() == 0 ? null : known(tree, key.cgroupId(), unknown); // 0 is nobody's
            if (cgroup != null) {
                cgroup.see(key, counters);
            }
        });
        sample.edges().forEach((key, counters) -> {
            Cgroup cgroup = key.cgroupId() == 0 ? null : known(tree, key.cgroupId(), unknown);
            if (cgroup != null) {
                cgroup.see(key, counters, sample.monotonicNanos());
            }
        });
        return unknown;
    }

    private static @Nullable Cgroup known(CgroupTree tree, long id, Set<Long> unknown) {
        Cgroup cgroup = tree.get(id);
        if (cgroup == null) {
            unknown.add(id);
        }
        return cgroup;
    }

    private boolean owns(Cgroup cgroup) {
        Pod pod = pods.get(cgroup.path());
        return pod != null && pod.owns(cgroup);
    }

    private static String rowUid(Cgroup cgroup) {
        return cgroup.owner().map(CgroupPath::podUid).orElse(cgroup.path());
    }

    private Pod row(String uid, Kind kind) {
        return pods.computeIfAbsent(uid, any -> new Pod(uid, kind, files.get(), mostEdges));
    }

    private void closeAll() {
        pods.values().forEach(Pod::close);
        pods.clear();
    }

    @Override
    public void close() {
        closeAll();
    }
}
