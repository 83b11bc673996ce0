// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.Mode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** So many workloads of 15 pods each, 30 pods a node. The pods' snapshot is built anew for each pass, as from informers. */
final class Fleet implements ClusterSource {

    static final int PODS_A_WORKLOAD = 15;
    static final int PODS_A_NODE = 30;
    private static final double CORES = 0.5;

    private final int workloads;
    private final List<PodState> pods;
    private final List<Autoscaler> autoscalers;

    Fleet(int workloads, Instant start) {
        this.workloads = workloads;
        this.pods = IntStream.range(0, workloads * PODS_A_WORKLOAD)
                .mapToObj(i -> pod(i, start))
                .toList();
        this.autoscalers =
                IntStream.range(0, workloads).mapToObj(Fleet::autoscaler).toList();
    }

    int nodes() {
        return Math.ceilDiv(workloads * PODS_A_WORKLOAD, PODS_A_NODE);
    }

    static String uid(int pod) {
        return "%08x-0000-4000-8000-000000000000".formatted(pod);
    }

    static String node(int node) {
        return "node-" + node;
    }

    /** Pods are spread: neighbours are of different workloads. */
    private int nodeOf(int pod) {
        return pod % nodes();
    }

    List<Integer> podsOf(int node) {
        List<Integer> own = new ArrayList<>();
        for (int pod = node; pod < workloads * PODS_A_WORKLOAD; pod += nodes()) {
            own.add(pod);
        }
        return own;
    }

    private PodState pod(int i, Instant start) {
        int workload = i / PODS_A_WORKLOAD;
        String namespace = "team-" + workload % 100;
        WorkloadKey replicaSet = new WorkloadKey(namespace, "ReplicaSet", "app-" + workload + "-1");
        WorkloadKey deployment = new WorkloadKey(namespace, "Deployment", "app-" + workload);
        return new PodState(
                uid(i),
                namespace,
                "app-" + workload + "-1-" + i,
                node(nodeOf(i)),
                List.of(replicaSet, deployment),
                start,
                CORES,
                CORES,
                new PodNetwork(
                        List.of("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255)),
                        "192.168.0.1",
                        false,
                        Set.of(8080),
                        Set.of(),
                        Map.of("app", "app-" + workload)));
    }

    private static Autoscaler autoscaler(int workload) {
        return new Autoscaler.Valid(
                new AutoscalerId("team-" + workload % 100, "app-" + workload, "uid-" + workload, 1),
                new TargetRef("apps/v1", "Deployment", "app-" + workload),
                new AutoscalingSpec(
                        1, 100, List.of(new MetricSpec.Resource("cpu", new MetricTarget.Utilization(70))), null),
                Mode.AUTO,
                KernelSpec.DEFAULT);
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.of(new Cluster(autoscalers, new ClusterPods(pods), List.of()));
    }

    /** Each node's agent has a loopback address of its own. */
    List<AgentEndpoint> endpoints(int port) {
        return IntStream.range(0, nodes())
                .mapToObj(node -> new AgentEndpoint(
                        node(node), URI.create("http://127.1." + (node >> 8) + "." + (node & 255) + ":" + port)))
                .toList();
    }
}
