// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.ServiceState;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.report.Addresses;
import io.kernscale.simulator.scenario.Chatter;
import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Layout.Pod;
import io.kernscale.simulator.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A scenario as the API server tells it: pods, Services, and an autoscaler for every workload but the batch. */
final class ApiObjects {

    private static final String KIND = "Deployment";
    private static final int MAX_REPLICAS = 20;
    private static final double CLIENT_REQUEST_CORES = 0.1;

    private final Scenario scenario;
    private final Graph graph;
    private final Addresses addresses;
    private final Instant ready;

    private ApiObjects(Scenario scenario, Instant ready) {
        this.scenario = scenario;
        this.graph = scenario.after().graph();
        this.addresses = new Addresses(graph);
        this.ready = ready;
    }

    /** @param ready since when all pods are */
    static Cluster of(Scenario scenario, Instant ready) {
        ApiObjects objects = new ApiObjects(scenario, ready);
        List<PodState> pods =
                scenario.layout().pods().stream().map(objects::pod).toList();
        return new Cluster(objects.autoscalers(), new ClusterPods(pods), objects.services());
    }

    static WorkloadKey key(String workload) {
        return new WorkloadKey(Layout.NAMESPACE, KIND, workload);
    }

    private List<Autoscaler> autoscalers() {
        return scenario.layout().pods().stream()
                .map(Pod::workload)
                .distinct()
                .filter(workload -> !workload.equals(Layout.BATCH))
                .map(this::autoscaler)
                .toList();
    }

    private Autoscaler autoscaler(String workload) {
        return new Autoscaler.Valid(
                new AutoscalerId(Layout.NAMESPACE, workload, "uid-" + workload, 1),
                new TargetRef("apps/v1", KIND, workload),
                new AutoscalingSpec(1, MAX_REPLICAS, List.of(), null),
                Mode.AUTO,
                KernelSpec.DEFAULT);
    }

    private PodState pod(Pod pod) {
        Optional<Service> service = graph.services().stream()
                .filter(one -> one.name().equals(pod.workload()))
                .findFirst();
        return new PodState(
                pod.uid(),
                Layout.NAMESPACE,
                pod.workload() + "-" + pod.uid(),
                pod.node().name(),
                List.of(key(pod.workload())),
                ready,
                service.map(this::requestCores).orElse(CLIENT_REQUEST_CORES),
                service.map(Service::limitCores).orElse(null),
                new PodNetwork(
                        List.of(pod.address()),
                        pod.node().address(),
                        false,
                        Set.of(Addresses.POD_PORT),
                        Set.of(),
                        Map.of("app", pod.workload())));
    }

    /** Half of the limit; all of it where neighbours are to be seen taking it. */
    private double requestCores(Service service) {
        boolean disturbed = scenario.faults().contains(new Fault(Fault.Kind.NEIGHBOUR, service.name()));
        return disturbed ? service.limitCores() : service.limitCores() / 2;
    }

    private List<ServiceState> services() {
        List<ServiceState> services = new ArrayList<>();
        services.add(service("default", Chatter.API_SERVER, Map.of(), Addresses.API_PORT));
        graph.services().stream()
                .map(Service::name)
                .map(name -> service(Layout.NAMESPACE, name, Map.of("app", name), Addresses.SERVICE_PORT))
                .forEach(services::add);
        graph.outsides().stream()
                .filter(Outside::behindService)
                .map(outside -> service(Layout.NAMESPACE, outside.name(), Map.of(), outside.port()))
                .forEach(services::add);
        return services;
    }

    private ServiceState service(String namespace, String name, Map<String, String> selector, int port) {
        return new ServiceState(namespace, name, List.of(addresses.clusterIp(name)), selector, Set.of(port), Set.of());
    }
}
