// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.ServiceState;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.Stages;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import io.kernscale.simulator.cluster.Failures;
import io.kernscale.simulator.cluster.ScenarioRun;
import io.kernscale.simulator.cluster.Silence;
import io.kernscale.simulator.physics.Node;
import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.Workload;
import io.kernscale.simulator.probe.Addresses;
import io.kernscale.simulator.probe.NodeAgent;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/** The real control loop at its default settings, with an autoscaler of default settings for each workload. */
public final class KernscaleScaler implements Scaler {

    private static final String NAMESPACE = "default";
    private static final String KIND = "Deployment";
    private static final int MAX_REPLICAS = 100;

    private final ApiServer api;
    private final Addresses addresses;
    private final List<Autoscaler> autoscalers;
    private final Map<String, NodeAgent> agents = new LinkedHashMap<>();
    private final Set<String> blind;
    private final Failures failures = new Failures();
    private final ConcurrentSkipListMap<String, Integer> writes = new ConcurrentSkipListMap<>();
    private final ControlLoop loop;
    private final BiConsumer<String, String> journal;

    /**
     * Watches a cluster.
     *
     * @param scaled  workloads that have an autoscaler, each with what its object says of the kernel's signal
     * @param blind   nodes without an agent
     * @param journal hears of each decision: the workload, and the label with the outcome
     */
    public KernscaleScaler(
            ApiServer api, Map<String, KernelSpec> scaled, Set<String> blind, BiConsumer<String, String> journal) {
        this.api = api;
        this.blind = Set.copyOf(blind);
        this.journal = journal;
        this.addresses = new Addresses(api.world());
        this.autoscalers = scaled.entrySet().stream()
                .map(one -> autoscaler(one.getKey(), one.getValue()))
                .toList();
        api.world().nodes().forEach(node -> agents.put(node.name(), new NodeAgent(api.world(), node, addresses)));
        this.loop = new ControlLoop(stages(), ScenarioRun.SETTINGS, api::now, failures);
    }

    private static Autoscaler autoscaler(String workload, KernelSpec kernel) {
        return new Autoscaler.Valid(
                new AutoscalerId(NAMESPACE, workload, "uid-" + workload, 1),
                new TargetRef("apps/v1", KIND, workload),
                new AutoscalingSpec(1, MAX_REPLICAS, List.of(), null),
                Mode.AUTO,
                kernel);
    }

    private Stages stages() {
        return new Stages(
                this::endpoints,
                (endpoints, each) -> endpoints.stream().map(this::poll).forEach(each),
                () -> Optional.of(cluster()),
                OwnerSource.NOBODY,
                this::scale,
                MetricSource.NONE,
                this::write,
                new Silence(),
                new Told(),
                () -> true);
    }

    /** Passes decisions on, in a few words. */
    private final class Told implements DecisionLog {
        @Override
        public void decided(AutoscalerId autoscaler, Inputs in, Decision decision) {
            journal.accept(autoscaler.name(), in.assessment().rule() + " " + decision.outcome());
        }

        @Override
        public void retain(List<AutoscalerId> autoscalers) {}
    }

    @Override
    public long everyNanos() {
        return ScenarioRun.SETTINGS.agents().pollInterval().toNanos();
    }

    /** One round. Its writes are carried out in the order of their names: the loop's threads have none. */
    @Override
    public void look() {
        loop.round();
        writes.forEach(api::scale);
        writes.clear();
    }

    /** What broke, or could not be used, in sentences; empty when all went well. */
    public List<String> failures() {
        return failures.sentences();
    }

    private List<AgentEndpoint> endpoints() {
        return api.world().nodes().stream()
                .map(node -> new AgentEndpoint(node.name(), URI.create("http://" + node.address() + ":5000")))
                .toList();
    }

    private PollResult poll(AgentEndpoint endpoint) {
        NodeAgent agent = agents.get(endpoint.node());
        return agent == null || blind.contains(endpoint.node())
                ? new PollResult.Failed(endpoint, PollFailure.CONNECTION_FAILED, "no agent runs on this node")
                : new PollResult.Answered(endpoint, agent.report(), List.of());
    }

    private Cluster cluster() {
        List<PodState> pods = api.world().workloads().stream()
                .flatMap(workload -> ApiServer.pods(workload).stream())
                .map(KernscaleScaler::state)
                .toList();
        List<PodState> leaving = api.world().workloads().stream()
                .flatMap(workload -> workload.pods().stream())
                .filter(pod -> pod.phase() == Pod.Phase.LEAVING)
                .map(KernscaleScaler::state)
                .toList();
        return new Cluster(autoscalers, new ClusterPods(pods, leaving), services());
    }

    private static PodState state(Pod pod) {
        double limit = pod.workload().spec().pod().limitCores();
        Node node = pod.node();
        return new PodState(
                pod.uid(),
                NAMESPACE,
                pod.name(),
                node.name(),
                List.of(new WorkloadKey(NAMESPACE, KIND, pod.workload().name())),
                pod.ready() ? ApiServer.readyAt(pod) : null,
                pod.workload().spec().pod().requestCores(),
                limit == 0 ? null : (Double) limit,
                new PodNetwork(
                        List.of(pod.address()),
                        node.address(),
                        false,
                        Set.of(Addresses.POD_PORT),
                        Set.of(),
                        Map.of("app", pod.workload().name())),
                ApiServer.facts(pod));
    }

    private List<ServiceState> services() {
        return api.world().workloads().stream()
                .map(Workload::name)
                .filter(addresses::has)
                .map(name -> new ServiceState(
                        NAMESPACE,
                        name,
                        List.of(addresses.of(name)),
                        Map.of("app", name),
                        Set.of(Addresses.SERVICE_PORT),
                        Set.of()))
                .toList();
    }

    private TargetScale scale(String namespace, TargetRef target) {
        Workload workload = api.world().workload(target.name());
        return new TargetScale.Known(
                api.replicas(workload), ApiServer.pods(workload).size(), "");
    }

    private ScaleResult write(ScaleRequest request) {
        writes.put(request.target().name(), request.to());
        return new ScaleResult.Written();
    }

    @Override
    public void close() {
        loop.close();
    }
}
