// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Habits;
import io.kernscale.controller.classify.WorkloadClassifier;
import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionEngine;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.decide.Metering;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.decide.ScalingPolicy;
import io.kernscale.controller.decide.queueing.Scenario.Clients;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs a scenario with the real classifier and engine on windows of 2 s; deterministic by seed. */
public final class Simulation {

    /** One scaling: when, counted from the step, and to how many. */
    public record Step(double afterSeconds, int replicas, String message) {}

    private static final double WINDOW_SECONDS = 2;
    private static final double READY_AFTER_SECONDS = 3;
    private static final WorkloadKey KEY = new WorkloadKey("shop", "Deployment", "cart");

    private final Scenario scenario;
    private final Load load;
    private final List<Replica> ready = new ArrayList<>();
    private final WorkloadClassifier classifier = new WorkloadClassifier();
    private final DecisionEngine engine = new DecisionEngine();
    private final ScalingPolicy policy;
    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();
    private History history = History.NONE;
    private double now;
    private double stepAt = Double.MAX_VALUE;
    private double steppedAt;
    private double readyAt = Double.MAX_VALUE;
    private double lastReadyAt = -1000;
    private int observable;
    private int replicas;

    public Simulation(Scenario scenario, Duration scaleDownStabilization, long seed) {
        this.scenario = scenario;
        this.policy = new ScalingPolicy(
                new AutoscalingSpec(1, 1000, List.of(), null),
                new KernelSpec(true, Scenario.TARGET, LockPolicy.HOLD, KernelSpec.Labels.DEFAULT),
                Mode.AUTO,
                new HpaSettings(
                        0.1,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        scaleDownStabilization,
                        Duration.ofSeconds(15)),
                ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                ScalingPolicy.DEFAULT_POD_WARM_UP);
        this.load = new Load(scenario, seed);
        this.replicas = scenario.replicas();
        addReady();
        this.observable = replicas;
    }

    /** Runs some windows of the first load, then the step at a random place in a window, then some more. */
    public List<Step> run(int windowsBefore, double stepOffsetSeconds, int windowsAfter) {
        stepAt = windowsBefore * WINDOW_SECONDS + stepOffsetSeconds;
        for (int window = 1; window <= windowsBefore + windowsAfter; window++) {
            runUntil(window * WINDOW_SECONDS);
            decide();
        }
        return List.copyOf(steps);
    }

    public int replicas() {
        return replicas;
    }

    /** Every window's label and decision, for a failing test's message. */
    public String log() {
        return log.toString();
    }

    private void runUntil(double end) {
        while (now < end) {
            double next = Math.min(Math.min(end, load.nextEvent()), Math.min(stepAt, readyAt));
            for (Replica replica : ready) {
                next = Math.min(next, replica.nextEvent());
            }
            now = Math.max(now, next);
            for (Replica replica : ready) {
                replica.advance(now);
            }
            happen();
        }
    }

    private void happen() {
        for (Replica replica : ready) {
            for (Job done = replica.takeFinished(scenario.clients() != Clients.CONNECTED);
                    done != null;
                    done = replica.takeFinished(scenario.clients() != Clients.CONNECTED)) {
                load.answered(done, now);
            }
        }
        if (now >= stepAt) {
            load.step(now);
            steppedAt = now;
            stepAt = Double.MAX_VALUE;
            log.append(String.format("%.2f step%n", now));
        }
        if (now >= readyAt) {
            readyAt = Double.MAX_VALUE;
            addReady();
        }
        load.send(now, ready);
    }

    private void addReady() {
        while (ready.size() < replicas) {
            ready.add(new Replica(
                    now,
                    scenario.nodeCores(),
                    scenario.limitCores() > 0 ? scenario.limitCores() : 1e6,
                    scenario.clients() == Clients.CONNECTED ? 0 : scenario.threads()));
        }
        lastReadyAt = now == 0 ? lastReadyAt : now;
    }

    private void decide() {
        WorkloadState state = new WorkloadState(
                KEY,
                replicas,
                ready.size(),
                null,
                scenario.limitCores() > 0 ? scenario.limitCores() : null,
                instant(lastReadyAt));
        Observation observation = observation();
        observable = ready.size(); // a pod's first rates need two collections
        Assessment assessment = classifier
                .classify(observation, state, policy.targetSaturation(), history.label(), Habits.NONE, peer -> false)
                .assessment();
        Decision decision =
                engine.decide(new Inputs(assessment, observation, Metering.NONE, state, policy, history, instant(now)));
        history = decision.onceScaled();
        log.append(String.format("%.2f %s | %s%n", now, assessment.evidence(), decision.message()));

        if (decision.outcome() instanceof ScaleTo scale) {
            steps.add(new Step(Math.round(10 * (now - steppedAt)) / 10.0, scale.replicas(), decision.message()));
            replicas = scale.replicas();
            readyAt = replicas > ready.size() ? now + READY_AFTER_SECONDS : Double.MAX_VALUE;
            while (ready.size() > replicas) {
                ready.removeLast();
            }
            observable = Math.min(observable, replicas);
        }
    }

    private Observation observation() {
        WindowCounts sum = new WindowCounts();
        for (Replica replica : ready) {
            WindowCounts window = replica.takeWindow();
            if (ready.indexOf(replica) < observable) {
                sum.plus(window);
            }
        }
        double blocked = sum.blocked / WINDOW_SECONDS;
        boolean connected = scenario.clients() == Clients.CONNECTED;
        CpuRates cpu = new CpuRates(
                sum.run / WINDOW_SECONDS,
                sum.waitContention / WINDOW_SECONDS,
                sum.waitQuota / WINDOW_SECONDS,
                sum.cycleBlocked / WINDOW_SECONDS,
                connected ? new BlockedRates(0, 0, blocked, 0, 0, 0) : new BlockedRates(0, blocked, 0, 0, 0, 0),
                sum.bursts / WINDOW_SECONDS,
                0,
                sum.periods == 0 ? 0 : Math.min(1, (double) sum.throttledPeriods / sum.periods),
                sum.runnable,
                sum.runnableBefore,
                sum.threads,
                scenario.nodeCores() * observable);
        return new Observation(
                KEY,
                instant(now),
                Duration.ofSeconds(2),
                ready.size(),
                observable,
                Evidence.KERNEL,
                cpu,
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private static Instant instant(double seconds) {
        return Instant.EPOCH.plusNanos((long) (seconds * 1e9));
    }
}
