// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.LoopSettings;
import io.kernscale.simulator.report.Agents;
import io.kernscale.simulator.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Lets the real control loop, at its default settings, watch a scenario for some rounds of simulated time. */
public final class ScenarioRun {

    private static final int FAULTY_ROUNDS = 10;
    private static final Duration JITTER = Duration.ofMillis(40);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The control loop's defaults. */
    public static final LoopSettings SETTINGS = new LoopSettings(
            defaults("kernscale.agents", AgentProperties.class),
            defaults("kernscale.decide", DecideProperties.class),
            defaults("kernscale.hpa", HpaProperties.class),
            defaults("kernscale.loop", LoopProperties.class),
            defaults("kernscale.map", MapProperties.class));

    private ScenarioRun() {}

    /** Judges one scenario: some calm rounds, or none, then the faults come, somewhere between two rounds. */
    public static Judged judge(Scenario scenario) {
        Agents agents = new Agents(scenario);
        SimulatedCluster cluster = new SimulatedCluster(scenario, agents, START.minus(Duration.ofHours(1)));
        Failures failures = new Failures();
        AtomicReference<Instant> now = new AtomicReference<>(START);
        Random random = new Random(scenario.seed());
        try (ControlLoop loop = new ControlLoop(cluster.stages(), SETTINGS, now::get, failures)) {
            for (int round = 0; round < scenario.calmRounds() + FAULTY_ROUNDS; round++) {
                Duration window = SETTINGS.agents().pollInterval().plus(JITTER.multipliedBy(random.nextInt(3) - 1));
                agents.pass(window.toNanos() / 1e9, faultyRatio(scenario, round, random));
                now.updateAndGet(time -> time.plus(window));
                loop.round();
            }
            return new Judged(loop.view().map(), cluster.writes(), failures.sentences());
        }
    }

    private static double faultyRatio(Scenario scenario, int round, Random random) {
        boolean onset = round == scenario.calmRounds() && round > 0;
        return onset ? random.nextDouble() : round < scenario.calmRounds() ? 0 : 1;
    }

    private static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }
}
