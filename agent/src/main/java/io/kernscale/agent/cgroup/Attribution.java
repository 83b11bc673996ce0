// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.KernelSample;
import io.kernscale.agent.cgroup.CgroupTree.Ended;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps tree and pods in step with the kernel. The order within {@link #read} matters: events first, then a walk if one
 * is due, then the sample. So a cgroup known to be gone has its last counters in this sample, and an unknown id can only
 * be one that was born meanwhile, which the next events explain.
 */
final class Attribution implements AutoCloseable {
    private static final long WALK_NANOS = 10_000_000_000L;
    /** Between walks that search for cgroups which only the sample knows. */
    private static final long SEARCH_NANOS = 2_000_000_000L;

    private static final long SAFETY_WALK_NANOS = 300_000_000_000L;
    /** An ended cgroup keeps its place this long, for counters that come late: of the last task's last switch, say. */
    private static final long FOLD_NANOS = 4_000_000_000L;

    /** Whether cgroups that are no pod's are shown on a machine without pods. */
    enum Plain {
        SHOWN,
        HIDDEN
    }

    /** Four files for each of 500 pods; more are opened for each reading. */
    private static final int KEPT_OPEN = 2_000;

    private final KernelProbes probes;
    private final CgroupTree tree;
    private final PodTable pods;
    private final CgroupMounts mounts;
    private final SmallFiles files = new SmallFiles(KEPT_OPEN);
    private final Plain plain;
    private final Unresolved unresolved = new Unresolved();
    private Set<Long> marked = Set.of();
    private long nowNanos;
    private long walkedAtNanos;

    Attribution(KernelProbes probes, CgroupMounts mounts, Plain plain, int mostEdges) {
        this.plain = plain;
        this.probes = probes;
        this.mounts = mounts;
        this.pods = new PodTable(() -> new PodFiles(mounts, files), mostEdges);
        this.tree = new CgroupTree(mounts.unified(), CgroupTree.MAX_CGROUPS, pods::born);
    }

    /** Reads the kernel's state and gives each counter to its pod. */
    KernelSample read(Set<Feature> fromFiles) {
        boolean lost = tree.apply(probes.drainLifecycle());
        boolean walk = lost || walkDue(fromFiles);
        if (walk) {
            tree.walk();
        }
        KernelSample sample = probes.read();
        nowNanos = sample.monotonicNanos();
        Set<Long> unknown = PodTable.distribute(sample, tree);
        if (walk) {
            walkedAtNanos = nowNanos;
            probes.forget(unresolved.afterWalk(unknown));
        } else {
            unresolved.afterEvents(unknown);
        }
        settle();
        adoptPlain(fromFiles, walk);
        return sample;
    }

    PodTable pods() {
        return pods;
    }

    int cgroups() {
        return tree.all().size();
    }

    long walks() {
        return tree.walks();
    }

    /** What could not be attributed since the start. */
    List<LossCounter> losses() {
        List<LossCounter> losses = new ArrayList<>();
        if (unresolved.count() > 0) {
            losses.add(new LossCounter(Feature.LIFECYCLE, "unresolved_cgroups", unresolved.count()));
        }
        if (tree.untracked() > 0) {
            losses.add(new LossCounter(Feature.LIFECYCLE, "untracked_cgroups", tree.untracked()));
        }
        return losses;
    }

    private boolean walkDue(Set<Feature> fromFiles) {
        long interval = fromFiles.contains(Feature.LIFECYCLE) && !tree.full() ? WALK_NANOS : SAFETY_WALK_NANOS;
        long sinceWalk = nowNanos - walkedAtNanos;
        return tree.walks() == 0
                || sinceWalk >= interval
                || (sinceWalk >= SEARCH_NANOS && unresolved.waiting(tree) && !tree.full());
    }

    private void settle() {
        List<Ended> ended = tree.takeEnded(nowNanos, FOLD_NANOS);
        pods.settle(ended, nowNanos);
        if (!ended.isEmpty()) {
            probes.forget(ended.stream().map(end -> end.cgroup().id()).toList());
        }
        Set<Long> ids = pods.podCgroupIds();
        if (!ids.equals(marked)) {
            marked = ids;
            probes.markPods(ids);
        }
    }

    private void adoptPlain(Set<Feature> fromFiles, boolean walked) {
        if (plain == Plain.HIDDEN) {
            return;
        }
        if (!fromFiles.contains(Feature.SCHEDULER)) {
            pods.adoptPlain(tree.all(), Cgroup::hasTasks);
        } else if (walked) {
            pods.adoptPlain(tree.all(), this::listsTasks);
        }
    }

    /** The root is left out: its files are the whole machine's. */
    private boolean listsTasks(Cgroup cgroup) {
        String processes = cgroup.path().equals("/")
                ? null
                : files.readOnce(
                        CgroupMounts.directory(mounts.unified(), cgroup.path()).resolve("cgroup.procs"));
        return processes != null && !processes.isEmpty();
    }

    @Override
    public void close() {
        pods.close();
    }
}
