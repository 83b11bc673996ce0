// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.decide.queueing.Scenario;
import io.kernscale.controller.decide.queueing.Scenario.Clients;
import io.kernscale.controller.decide.queueing.Service;
import io.kernscale.controller.decide.queueing.Simulation;
import io.kernscale.controller.decide.queueing.Simulation.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The real classifier and engine before simulated replicas: 2 replicas, loaded to 97 % of what they are sized for, then
 * a step of the load at some place in a window.
 */
class SizingSimulationTest {

    private static final double[] LIMITS = {0.5, 0};
    private static final int[] THREADS = {1, 2, 8, 50, 200};
    private static final double[] STEPS = {1.3, 2, 5};

    /** Open arrivals are served or grow; closed clients that find a replica nearly used up just come more slowly. */
    private static double leastRatio(Clients clients) {
        return switch (clients) {
            case OPEN -> 1 / 1.1; // tolerance and rounding noise
            case CONNECTED -> 0.75;
            case POOLED -> 0.5;
        };
    }

    /** The bounds of {@link Sizing}: one decision where the demand shows, else steps of 1.5; one more for chance. */
    private static int mostDecisions(Scenario scenario) {
        boolean shows = scenario.clients() == Clients.CONNECTED && scenario.thinkSeconds() >= scenario.serviceSeconds();
        boolean chancy = scenario.service() == Service.HEAVY || scenario.threads() <= 2 && scenario.step() < 5;
        int steps = shows ? 1 : (int) Math.ceil(Math.log(scenario.step()) / Math.log(1.5));
        return chancy ? steps + 1 : steps;
    }

    @TestFactory
    Stream<DynamicTest> findsTheSizeAfterAStepOfTheLoad() {
        return scenarios().stream().map(scenario -> dynamicTest(scenario.toString(), () -> check(scenario)));
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Clients clients : Clients.values()) {
            for (double limit : LIMITS) {
                for (int threads : THREADS) {
                    for (double step : STEPS) {
                        scenarios.add(scenario(clients, Service.DETERMINISTIC, 0.01, limit, threads, step));
                        scenarios.add(scenario(clients, Service.EXPONENTIAL, 0.01, limit, threads, step));
                    }
                    scenarios.add(scenario(clients, Service.HEAVY, 0.002, limit, threads, 5));
                }
            }
        }
        return scenarios;
    }

    private static Scenario scenario(
            Clients clients, Service service, double seconds, double limit, int threads, double step) {
        return new Scenario(clients, service, seconds, limit, limit > 0 ? 2 : 1, threads, 2, 0.97, step);
    }

    private static void check(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, Duration.ofSeconds(300), 7);
        List<Step> steps = simulation.run(10, 0.7, 30);
        int needed = Sizing.roundUp(scenario.exactReplicas());

        assertThat(simulation.replicas())
                .as("replicas, needed %s\n%s", needed, simulation.log())
                .isLessThanOrEqualTo((int) Math.ceil(needed * Sizing.OVERSHOOT))
                .isGreaterThanOrEqualTo((int) (needed * leastRatio(scenario.clients())));
        assertThat(untilRight(steps, needed)).as(simulation.log()).isLessThanOrEqualTo(mostDecisions(scenario));
    }

    /** Decisions until the replicas are within 20 % of those needed; what follows trims. */
    private static long untilRight(List<Step> steps, int needed) {
        long before = steps.stream()
                .takeWhile(step -> step.replicas() * Sizing.OVERSHOOT < needed)
                .count();
        return Math.min(before + 1, steps.size());
    }

    @Test
    void findsTheSizeAtOnceWhileAPoolFillsSlowly() {
        Scenario scenario = new Scenario(Clients.OPEN, Service.EXPONENTIAL, 0.05, 0.5, 2, 200, 10, 0.97, 5);
        Simulation simulation = new Simulation(scenario, Duration.ofSeconds(300), 3);

        List<Step> steps = simulation.run(10, 0.7, 30);

        // 388 requests a second of 50 ms against 5 cores: 288 threads more each second, 2000 in all
        assertThat(steps.getFirst().replicas()).as(simulation.log()).isBetween(45, 59);
        assertThat(simulation.replicas()).as(simulation.log()).isBetween(45, 59);
    }

    @TestFactory
    Stream<DynamicTest> sizesAStepOfClientsWithinTwoWindows() {
        // 9, then 45 clients with 5 ms of work and 300 ms of thought, 0.2 cores a replica: 45 * 5 / 305 / 0.16 = 4.6
        double load = 9 * 5 / 305.0 / 0.16;
        Scenario scenario = new Scenario(Clients.CONNECTED, Service.DETERMINISTIC, 0.005, 0.2, 2, 9, 1, load, 5);
        return Stream.of(0.1, 0.5, 0.9, 1.3, 1.7)
                .map(offset -> dynamicTest("after " + offset + " s", () -> {
                    Simulation simulation = new Simulation(scenario, Duration.ofSeconds(300), 5);
                    List<Step> steps = simulation.run(8, offset, 20);
                    assertThat(steps).as(simulation.log()).hasSize(1);
                    assertThat(steps.getFirst().afterSeconds())
                            .as(simulation.log())
                            .isLessThanOrEqualTo(4);
                    assertThat(simulation.replicas()).isBetween(5, 6);
                }));
    }

    @TestFactory
    Stream<DynamicTest> comesToRestWhenScaleInIsQuick() {
        return Stream.of(Clients.values())
                .map(clients -> scenario(clients, Service.EXPONENTIAL, 0.01, 0.5, 8, 2))
                .map(scenario -> dynamicTest(scenario.toString(), () -> comesToRest(scenario)));
    }

    private static void comesToRest(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, Duration.ofSeconds(30), 11);
        List<Step> steps = simulation.run(10, 0.7, 300);
        assertThat(steps.stream().filter(step -> step.afterSeconds() > 120))
                .as(simulation.log())
                .isEmpty();
    }
}
