// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionEngine;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.hpa.CurrentMetric;
import io.kernscale.controller.loop.LoopObserver.Action;
import io.kernscale.controller.loop.LoopObserver.Fault;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one autoscaler in a round: reads its scale, decides, and has the decision carried out. Blocks while the API
 * server is asked for something new. Thread-safe.
 */
final class Reconciler {

    private final LoopSettings settings;
    private final InstantSource clock;
    private final LoopObserver observer;
    private final Troubles troubles;
    private final ScaleCache scales;
    private final Meter meter;
    private final Memories memories;
    private final TakeOver takeOver;
    private final Execution execution;
    private final DecisionLog log;
    private final DecisionEngine engine = new DecisionEngine();

    /** One autoscaler in one round. */
    record Look<A extends Autoscaler>(A autoscaler, String key, Memory memory, Round round) {

        Instant now() {
            return round.now();
        }

        /** How far the latency objective has come that it states; null where it states none. */
        @Nullable
        Double usableRatio() {
            return autoscaler instanceof Autoscaler.Valid valid
                    ? round.objectives().usableRatio(valid.workload())
                    : null;
        }

        Look<A> with(Memory later) {
            return new Look<>(autoscaler, key, later, round);
        }
    }

    Reconciler(
            LoopSettings settings,
            InstantSource clock,
            LoopObserver observer,
            Troubles troubles,
            ScaleCache scales,
            Meter meter,
            Memories memories,
            TakeOver takeOver,
            Execution execution,
            DecisionLog log) {
        this.settings = settings;
        this.clock = clock;
        this.observer = observer;
        this.troubles = troubles;
        this.scales = scales;
        this.meter = meter;
        this.memories = memories;
        this.takeOver = takeOver;
        this.execution = execution;
        this.log = log;
    }

    /** What became of it; empty where something broke, which is counted and named. */
    Optional<WorkloadView> reconcile(Autoscaler autoscaler, Round round) {
        Instant begun = clock.instant();
        try {
            WorkloadView done = step(autoscaler, round);
            observer.reconciled(Action.of(done), Fault.of(done), Duration.between(begun, clock.instant()));
            return Optional.of(done);
        } catch (RuntimeException e) {
            troubles.broken(autoscaler.id().toString(), e);
            observer.reconciled(Action.NONE, Fault.INTERNAL, Duration.between(begun, clock.instant()));
            return Optional.empty();
        }
    }

    private WorkloadView step(Autoscaler autoscaler, Round round) {
        String key = Memories.key(autoscaler);
        Memory memory = memories.of(key, autoscaler);
        return switch (autoscaler) {
            case Autoscaler.Invalid invalid ->
                blocked(new Look<>(invalid, key, memory, round), "InvalidSpec", invalid.problem());
            case Autoscaler.Valid valid -> step(new Look<>(valid, key, takeOver.followed(valid, memory), round));
        };
    }

    private WorkloadView step(Look<Autoscaler.Valid> look) {
        Autoscaler.Valid autoscaler = look.autoscaler();
        Optional<String> ambiguous = look.round().ambiguous().problem(autoscaler);
        if (ambiguous.isPresent()) {
            return blocked(look, "AmbiguousTarget", ambiguous.get());
        }
        int ready = look.round().pods().readyOf(autoscaler.workload()).size();
        TargetScale scale =
                scales.read(look.key(), autoscaler.id().namespace(), autoscaler.target(), ready, look.now());
        return switch (scale) {
            case TargetScale.Unknown unknown -> blocked(look, unknown.reason(), unknown.message());
            case TargetScale.Known known ->
                look.round()
                        .choice()
                        .problem(autoscaler, known)
                        .map(problem -> inactive(look, known, problem))
                        .orElseGet(() -> decide(takenOver(look, known), known));
        };
    }

    private Look<Autoscaler.Valid> takenOver(Look<Autoscaler.Valid> look, TargetScale.Known scale) {
        return look.with(takeOver.takenOver(look.autoscaler(), look.memory(), scale, look.now()));
    }

    private WorkloadView blocked(Look<?> look, String reason, String message) {
        observer.blocked(reason);
        AutoscalerStatus status = new StatusBuilder(look).blocked(reason, message);
        return execution.nothing(look, status);
    }

    private WorkloadView inactive(Look<Autoscaler.Valid> look, TargetScale.Known scale, PodChoice.Problem problem) {
        observer.blocked(problem.reason().text());
        AutoscalerStatus status = new StatusBuilder(look).inactive(scale, problem.reason(), problem.message());
        return execution.inactive(look, status, problem.event());
    }

    private WorkloadView decide(Look<Autoscaler.Valid> look, TargetScale.Known scale) {
        Autoscaler.Valid autoscaler = look.autoscaler();
        Round round = look.round();
        ServiceNode node = round.map()
                .node(autoscaler.workload())
                .orElseThrow(() -> new IllegalStateException("it could not be labelled; the cause is logged"));
        Instant begun = clock.instant();
        Inputs inputs = new Inputs(
                new Assessment(node.assessment().rule(), node.assessment().confidence(), List.of()),
                node.observation().withoutDetails(),
                meter.meter(look.key(), autoscaler, scale, round),
                round.pods().state(autoscaler.workload(), scale.replicas()),
                settings.policy(autoscaler),
                round.objectives().aim(autoscaler.workload()),
                look.memory().history(),
                look.now());
        Decision decision = engine.decide(inputs);
        log.decided(autoscaler.id(), inputs, decision);
        tellOfMetrics(decision.hpa().currentMetrics(), scale.replicas(), Duration.between(begun, clock.instant()));
        observer.decided(node.assessment().label(), decision.outcome());
        return execution.carryOut(
                look,
                scale,
                new Judgement(
                        node.observation(), node.assessment(), round.map().walk(autoscaler.workload()), decision));
    }

    private void tellOfMetrics(List<CurrentMetric> metrics, int replicas, Duration all) {
        for (CurrentMetric metric : metrics) {
            Integer wanted = metric.replicas();
            observer.metricComputed(
                    wanted == null ? Action.NONE : Action.of(wanted, replicas),
                    wanted == null ? Fault.INTERNAL : Fault.NONE,
                    metric.metric().type(),
                    all.dividedBy(metrics.size()));
        }
    }
}
