// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.wire.NodeReport;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Joins kernel counters, the cgroup tree, pod names and the cgroups' files into reports. */
public final class NodeCollector implements NodeSource {
    private final NodeSettings settings;
    private final KernelProbes probes;
    private final String epoch = UUID.randomUUID().toString();
    private long sequence;

    private NodeCollector(NodeSettings settings, KernelProbes probes) {
        this.settings = settings;
        this.probes = probes;
    }

    /** A collector for this node. The probes stay the caller's to close, after the collector. */
    public static NodeCollector open(NodeSettings settings, KernelProbes probes) {
        return new NodeCollector(settings, probes);
    }

    @Override
    public NodeReport collect() {
        return new NodeReport(
                NodeReport.API_VERSION,
                settings.node(),
                epoch,
                ++sequence,
                probes.read().monotonicNanos(),
                0,
                settings.cpus(),
                List.of(),
                List.of(),
                probes.losses());
    }

    @Override
    public Optional<PodDetail> pod(String uid) {
        return Optional.empty();
    }

    @Override
    public NodeStatus status() {
        return new NodeStatus("", "", 0, 0, 0, new NamesStatus("none", 0, -1, ""), List.of());
    }

    @Override
    public void close() {}
}
