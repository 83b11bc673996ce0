// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The loaded probes of this node. Owns the BPF objects, links and maps; {@link #close} detaches and frees all of them.
 * Only the collecting thread calls it, except {@link #status}, which any thread may call.
 */
public interface KernelProbes extends AutoCloseable {

    /** All counters as they stand now, time in progress included; cumulative since the probes were attached. */
    KernelSample read();

    /**
     * Cgroups born and ended since the call before, oldest first. When events were lost the list begins with one
     * {@link CgroupEvent.Kind#LOST}: walk the tree.
     */
    List<CgroupEvent> drainLifecycle();

    /** Tells the kernel side which cgroups are pods, so that it can say who pre-empted whom. */
    void markPods(Collection<Long> cgroupIds);

    /** Gives back what these cgroups hold in the maps; their counters start from zero if they are ever seen again. */
    void forget(Collection<Long> cgroupIds);

    /**
     * The hottest instruction pointers of these cgroups since the call before, by cgroup id, hottest first, at most 10
     * each; symbolised by mapping file and offset while the process lives.
     */
    Map<Long, List<HotAddress>> hottest(Collection<Long> cgroupIds);

    /** Every probe: attached how, or why not. */
    List<ProbeStatus> status();

    /** Fill of every map that can be full. */
    List<MapFill> maps();

    /** What each program has cost, since it was attached. */
    List<ProbeCost> costs();

    /** What was dropped, per feature, since the probes were attached. */
    List<LossCounter> losses();

    /** True when the feature delivers; where it does not, the reader falls back to files. */
    boolean delivers(Feature feature);

    @Override
    void close();
}
