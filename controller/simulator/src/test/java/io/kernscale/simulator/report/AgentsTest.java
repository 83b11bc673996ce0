// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.controller.collect.AgentTrack;
import io.kernscale.controller.collect.ClientSocket;
import io.kernscale.controller.collect.NodeRates;
import io.kernscale.controller.collect.PodEdge;
import io.kernscale.controller.collect.PodRates;
import io.kernscale.controller.collect.RateCalculator;
import io.kernscale.controller.collect.RateIncident;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.queueing.Flow;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import io.kernscale.simulator.scenario.Scenario;
import io.kernscale.simulator.scenario.Scenarios;
import io.kernscale.wire.EdgeCounters.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTest {

    private static final int ROUNDS = 8;
    private static final Percentage CLOSE = Percentage.withPercentage(15);

    private final List<RateIncident> incidents = new ArrayList<>();

    /** What the controller makes of a scenario's reports once the faults are there, by the pod's UID. */
    private Map<String, PodRates> rates(Scenario scenario) {
        Agents agents = new Agents(scenario);
        RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));
        Map<Node, AgentTrack> tracks = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            agents.pass(2, round < 2 ? 0 : 1);
            for (Node node : scenario.layout().nodes()) {
                var step = calculator.next(
                        tracks.getOrDefault(node, AgentTrack.NONE),
                        agents.report(node),
                        Instant.ofEpochSecond(2 * round));
                tracks.put(node, step.track());
                incidents.addAll(step.incidents());
            }
        }
        Map<String, PodRates> pods = new HashMap<>();
        tracks.values().stream()
                .map(AgentTrack::rates)
                .flatMap(rates -> Stream.ofNullable(rates).map(NodeRates::pods))
                .forEach(pods::putAll);
        return pods;
    }

    private static Stream<PodEdge> edges(PodRates pod, Role role) {
        return Stream.ofNullable(pod.edges()).flatMap(List::stream).filter(edge -> edge.role() == role);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void reportsWhatTheControllerCanUse(long seed) {
        Scenario scenario = Scenarios.of(seed);

        Map<String, PodRates> rates = rates(scenario);

        assertThat(incidents).filteredOn(incident -> incident.issue().notable()).isEmpty();
        assertThat(rates).hasSize(scenario.layout().pods().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void letsLittlesLawHoldAtEveryService(long seed) {
        Scenario scenario = Scenarios.of(seed);

        Map<String, PodRates> rates = rates(scenario);

        for (Service service : scenario.after().graph().services()) {
            Flow flow = scenario.after().flow(service.name());
            double work = 0;
            double inFlight = 0;
            for (Pod pod : scenario.layout().podsOf(service.name())) {
                PodRates seen = rates.get(pod.uid());
                work += seen.cpu().runCores();
                inFlight += edges(seen, Role.SERVER)
                        .filter(edge -> edge.rates().answersPerSecond() * 10
                                > edge.rates().outstanding())
                        .mapToDouble(edge -> edge.rates().outstanding())
                        .sum();
            }
            assertThat(work)
                    .as("cores of %s", service.name())
                    .isCloseTo(flow.requestsPerSecond() * flow.runSeconds(), CLOSE);
            if (scenario.chatter().isEmpty() && service.route() != Service.Route.SIDECAR) {
                assertThat(inFlight)
                        .as("requests in flight at %s", service.name())
                        .isBetween(
                                0.8 * flow.requestsPerSecond() * flow.holdSeconds(),
                                1.2 * flow.requestsPerSecond() * flow.responseSeconds() + 0.1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void showsBothEndsOfAConnectionTheSame(long seed) {
        Scenario scenario = Scenarios.of(seed);

        Map<String, PodRates> rates = rates(scenario);

        Set<ClientSocket> asked = new HashSet<>();
        Set<ClientSocket> served = new HashSet<>();
        Set<String> pods = new HashSet<>();
        scenario.layout().pods().forEach(pod -> pods.add(pod.address()));
        for (PodRates pod : rates.values()) {
            edges(pod, Role.CLIENT).forEach(edge -> asked.addAll(edge.connections()));
            edges(pod, Role.SERVER)
                    .filter(edge -> pods.contains(edge.peer()))
                    .forEach(edge -> served.addAll(edge.connections()));
        }
        assertThat(served).isNotEmpty();
        assertThat(asked).containsAnyElementsOf(served);
        for (Service service : scenario.after().graph().services()) {
            assertAnswersAgree(scenario, service, rates);
        }
    }

    /** What a service's pods answer to pods is what these were answered. */
    private static void assertAnswersAgree(Scenario scenario, Service service, Map<String, PodRates> rates) {
        String clusterIp = new Addresses(scenario.after().graph()).clusterIp(service.name());
        Set<String> own = new HashSet<>(Set.of(clusterIp));
        scenario.layout().podsOf(service.name()).forEach(pod -> own.add(pod.address()));
        Set<String> pods = new HashSet<>();
        scenario.layout().pods().forEach(pod -> pods.add(pod.address()));
        List<PodEdge> asking = rates.values().stream()
                .flatMap(pod -> edges(pod, Role.CLIENT))
                .filter(edge -> own.contains(edge.peer()))
                .toList();
        List<PodEdge> serving = scenario.layout().podsOf(service.name()).stream()
                .flatMap(pod -> edges(rates.get(pod.uid()), Role.SERVER))
                .filter(edge -> pods.contains(edge.peer()))
                .toList();
        double rounding = 0.5 * (asking.size() + serving.size()); // each end counts whole answers in 2 s
        assertThat(answersPerSecond(serving))
                .as("answers of %s", service.name())
                .isCloseTo(answersPerSecond(asking), within(rounding));
    }

    private static double answersPerSecond(List<PodEdge> edges) {
        return edges.stream()
                .mapToDouble(edge -> edge.rates().answersPerSecond())
                .sum();
    }
}
