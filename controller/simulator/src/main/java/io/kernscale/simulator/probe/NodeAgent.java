// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.probe;

import io.kernscale.simulator.physics.Node;
import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.World;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The agent of one simulated node: each report is a collection of that moment. Not thread-safe. */
public final class NodeAgent {

    private static final List<FeatureStatus> FEATURES = Stream.of(
                    Feature.SCHEDULER, Feature.BLOCK, Feature.LIFECYCLE, Feature.TCP)
            .map(feature -> new FeatureStatus(feature, Source.TP_BTF, ""))
            .toList();
    private static final long BOOTED_NANOS = 1_000_000_000_000L;

    private final World world;
    private final Node node;
    private final Addresses addresses;
    private Map<Pod, PodCollector> collectors = new HashMap<>();
    private long sequence;

    public NodeAgent(World world, Node node, Addresses addresses) {
        this.world = world;
        this.node = node;
        this.addresses = addresses;
    }

    /** What the agent answers now. */
    public NodeReport report() {
        List<Pod> pods = world.workloads().stream()
                .flatMap(workload -> workload.pods().stream())
                .filter(pod -> pod.node() == node && pod.phase() != Pod.Phase.PENDING)
                .toList();
        Map<Pod, PodCollector> next = new HashMap<>();
        pods.forEach(pod -> next.put(pod, collectors.getOrDefault(pod, new PodCollector(pod, addresses))));
        collectors = next;
        return new NodeReport(
                NodeReport.API_VERSION,
                node.name(),
                "epoch-of-" + node.name(),
                ++sequence,
                world.now() + BOOTED_NANOS,
                0,
                node.cores(),
                FEATURES,
                pods.stream()
                        .map(pod -> next.get(pod))
                        .map(collector -> collector.report(world.now()))
                        .toList(),
                List.of());
    }
}
