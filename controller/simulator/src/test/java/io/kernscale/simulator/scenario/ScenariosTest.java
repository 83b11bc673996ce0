// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.queueing.Truth;
import io.kernscale.simulator.scenario.Layout.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    private static List<Scenario> scenarios;

    @BeforeAll
    static void draw() {
        scenarios = LongStream.rangeClosed(1, 40).mapToObj(Scenarios::of).toList();
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        assertThat(Scenarios.of(7)).isEqualTo(scenarios.get(6));
        assertThat(scenarios.get(7).layout()).isNotEqualTo(scenarios.get(6).layout());
    }

    @Test
    void drawsTwoToTwelveServicesThatAskOnlyThoseAfterThem() {
        for (Scenario scenario : scenarios) {
            List<String> names = scenario.after().graph().services().stream()
                    .map(Service::name)
                    .toList();
            assertThat(names).hasSizeBetween(2, 12).doesNotHaveDuplicates();
            for (Service service : scenario.after().graph().services()) {
                assertThat(service.calls())
                        .allSatisfy(call -> assertThat(names.subList(0, names.indexOf(service.name()) + 1))
                                .doesNotContain(call.target()));
            }
        }
    }

    @Test
    void drawsEveryKindOfFaultAndNoneAndTwo() {
        Set<Fault.Kind> kinds = scenarios.stream()
                .flatMap(scenario -> scenario.faults().stream())
                .map(Fault::kind)
                .collect(Collectors.toSet());
        Set<Integer> counts =
                scenarios.stream().map(scenario -> scenario.faults().size()).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Fault.Kind.values());
        assertThat(counts).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void drawsSharedDependenciesBlindNodesAndColdStarts() {
        assertThat(scenarios).anyMatch(ScenariosTest::sharesADependency);
        assertThat(scenarios).anyMatch(scenario -> !scenario.layout().blind().isEmpty());
        assertThat(scenarios).anyMatch(scenario -> scenario.calmRounds() == 0);
        assertThat(scenarios).anyMatch(scenario -> !scenario.chatter().isEmpty());
    }

    private static boolean sharesADependency(Scenario scenario) {
        List<Service> services = scenario.after().graph().services();
        return services.stream()
                .anyMatch(shared -> services.stream()
                                .filter(caller -> caller.calls().stream()
                                        .anyMatch(call -> call.target().equals(shared.name())))
                                .count()
                        > 1);
    }

    @Test
    void keepsClearCasesOnlyInWhichEveryFaultIsFelt() {
        for (Scenario scenario : scenarios) {
            Truth truth = scenario.truth();
            assertThat(truth.clear()).as("seed %d", scenario.seed()).isTrue();
            assertThat(scenario.faults().isEmpty()).isEqualTo(nobodyIsShort(scenario, truth));
        }
    }

    private static boolean nobodyIsShort(Scenario scenario, Truth truth) {
        return scenario.after().graph().services().stream()
                .noneMatch(service -> truth.shortage(service.name()).isPresent()
                        || truth.waits(service.name())
                                && truth.culprits(service.name()).stream()
                                        .anyMatch(blame -> scenario.after()
                                                .graph()
                                                .outsidesByName()
                                                .containsKey(blame.at())));
    }

    @Test
    void givesNoNodeMoreThanItHas() {
        for (Scenario scenario : scenarios) {
            for (Node node : scenario.layout().nodes()) {
                double limits = scenario.layout().pods().stream()
                        .filter(pod -> pod.node().equals(node))
                        .flatMap(pod -> scenario.after().graph().services().stream()
                                .filter(service -> service.name().equals(pod.workload())))
                        .mapToDouble(Service::limitCores)
                        .sum();
                assertThat(limits).isLessThanOrEqualTo(node.cpus());
            }
        }
    }
}
