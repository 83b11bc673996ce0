// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.loop.Stages;
import io.kernscale.simulator.report.Agents;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Scenario;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that the control loop reads and writes. Scales are written and remembered; the pods to it stay pending,
 * so the load on those that are there stays what it is. Written to from several threads.
 */
final class SimulatedCluster {

    private final Cluster cluster;
    private final Agents agents;
    private final Scenario scenario;
    private final Map<String, Node> nodes;
    private final Map<String, Integer> replicas = new ConcurrentHashMap<>();
    private final List<ScaleRequest> writes = new CopyOnWriteArrayList<>();

    SimulatedCluster(Scenario scenario, Agents agents, Instant ready) {
        this.scenario = scenario;
        this.agents = agents;
        this.cluster = ApiObjects.of(scenario, ready);
        this.nodes = scenario.layout().nodes().stream().collect(Collectors.toMap(Node::name, Function.identity()));
        scenario.layout().pods().forEach(pod -> replicas.merge(pod.workload(), 1, Integer::sum));
    }

    Stages stages() {
        return new Stages(
                this::endpoints,
                (endpoints, each) -> endpoints.stream().map(this::poll).forEach(each),
                () -> Optional.of(cluster),
                OwnerSource.NOBODY,
                this::scale,
                MetricSource.NONE,
                this::write,
                new Silence(),
                DecisionLog.NONE,
                () -> true);
    }

    /** All that were written. */
    List<ScaleRequest> writes() {
        return List.copyOf(writes);
    }

    private List<AgentEndpoint> endpoints() {
        return scenario.layout().nodes().stream()
                .map(node -> new AgentEndpoint(node.name(), URI.create("http://" + node.address() + ":5000")))
                .toList();
    }

    private PollResult poll(AgentEndpoint endpoint) {
        Node node = nodes.get(endpoint.node());
        return node == null || scenario.layout().blind().contains(endpoint.node())
                ? new PollResult.Failed(endpoint, PollFailure.CONNECTION_FAILED, "no agent runs on this node")
                : new PollResult.Answered(endpoint, agents.report(node), List.of());
    }

    private TargetScale scale(String namespace, TargetRef target) {
        int asked = replicas.getOrDefault(target.name(), 0);
        return new TargetScale.Known(asked, asked, "");
    }

    private ScaleResult write(ScaleRequest request) {
        writes.add(request);
        replicas.put(request.target().name(), request.to());
        return new ScaleResult.Written();
    }
}
