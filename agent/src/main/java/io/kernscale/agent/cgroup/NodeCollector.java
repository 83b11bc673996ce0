// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.KernelSample;
import io.kernscale.agent.cgroup.Attribution.Plain;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Joins kernel counters, the cgroup tree, pod names and the cgroups' files into reports. One thread collects; its state
 * is guarded by this object's lock, which {@link #pod} takes for the time of one pod's sum.
 */
public final class NodeCollector implements NodeSource {
    private final NodeSettings settings;
    private final KernelProbes probes;
    private final PodNames names;
    private final @Nullable CgroupMounts mounts;
    private final @Nullable Attribution attribution;
    private final HotPlaces hotPlaces;
    private final BlockDevices devices = new BlockDevices(Path.of("/sys/dev/block"));

    private Set<Feature> fromFiles = Set.of();
    private String epoch = UUID.randomUUID().toString();
    private long sequence;
    private volatile NodeStatus status;

    NodeCollector(NodeSettings settings, KernelProbes probes, PodNames names) {
        this.settings = settings;
        this.probes = probes;
        this.names = names;
        this.mounts = CgroupMounts.find(settings.hostRoot()).orElse(null);
        this.attribution = mounts == null
                ? null
                : new Attribution(
                        probes,
                        mounts,
                        settings.apiServer().isPresent() ? Plain.HIDDEN : Plain.SHOWN,
                        settings.maxEdges());
        this.hotPlaces = new HotPlaces(probes);
        this.status = currentStatus();
    }

    /** A collector for this node. The probes stay the caller's to close, after the collector. */
    public static NodeCollector open(NodeSettings settings, KernelProbes probes) {
        return new NodeCollector(settings, probes, NameSources.open(settings));
    }

    @Override
    public synchronized NodeReport collect() {
        restartEpochWhenSourcesChange();
        NodeReport report = attribution == null || mounts == null
                ? report(probes.read(), Features.none(CgroupMounts.missing(settings.hostRoot())), List.of(), List.of())
                : collect(attribution, mounts);
        status = currentStatus();
        return report;
    }

    @Override
    public synchronized Optional<PodDetail> pod(String uid) {
        return Optional.ofNullable(attribution)
                .flatMap(found -> found.pods().find(uid))
                .filter(this::shown)
                .map(pod -> pod.detail(devices::name));
    }

    @Override
    public NodeStatus status() {
        return status;
    }

    @Override
    public synchronized void close() {
        names.close();
        if (attribution != null) {
            attribution.close();
        }
    }

    private NodeReport collect(Attribution current, CgroupMounts found) {
        KernelSample sample = current.read(fromFiles);
        List<PodReport> rows = new ArrayList<>();
        for (Pod pod : current.pods().pods()) {
            names.of(pod.uid()).ifPresent(pod::name);
            pod.sum(sample.monotonicNanos(), fromFiles);
        }
        hotPlaces.refresh(current.pods().pods(), sample.monotonicNanos());
        for (Pod pod : current.pods().pods()) {
            if (shown(pod)) {
                rows.add(pod.report(devices::name));
            }
        }
        return report(sample, Features.status(probes, fromFiles, found), rows, current.losses());
    }

    private NodeReport report(
            KernelSample sample, List<FeatureStatus> features, List<PodReport> rows, List<LossCounter> ownLosses) {
        List<LossCounter> losses = new ArrayList<>(probes.losses());
        losses.addAll(ownLosses);
        return new NodeReport(
                NodeReport.API_VERSION,
                settings.node(),
                epoch,
                ++sequence,
                sample.monotonicNanos(),
                0,
                settings.cpus(),
                features,
                rows,
                losses);
    }

    /** Counters of probes and of files have nothing in common, so none may be subtracted from the other. */
    private void restartEpochWhenSourcesChange() {
        Set<Feature> now = Features.fromFiles(probes);
        if (sequence > 0 && !now.equals(fromFiles)) {
            epoch = UUID.randomUUID().toString();
            sequence = 0;
        }
        fromFiles = now;
    }

    private boolean shown(Pod pod) {
        return pod.name()
                .filter(name -> settings.ignoredNamespaces().contains(name.namespace()))
                .isEmpty();
    }

    private NodeStatus currentStatus() {
        return new NodeStatus(
                mounts == null ? "" : mounts.unified().toString(),
                mounts == null ? CgroupMounts.missing(settings.hostRoot()) : mounts.notice(),
                attribution == null ? 0 : attribution.cgroups(),
                attribution == null ? 0 : attribution.pods().pods().size(),
                attribution == null ? 0 : attribution.walks(),
                names.status(),
                probes.maps(),
                probes.costs());
    }
}
