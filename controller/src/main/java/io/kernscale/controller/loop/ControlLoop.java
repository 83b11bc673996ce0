// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.NameTable;
import io.kernscale.controller.collect.NodeRates;
import io.kernscale.controller.collect.Owners;
import io.kernscale.controller.collect.Owners.Problem;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.collect.RateCalculator;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionEngine;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.hpa.CurrentMetric;
import io.kernscale.controller.loop.LoopObserver.Action;
import io.kernscale.controller.loop.LoopObserver.Fault;
import io.kernscale.controller.loop.StatusBuilder.Archived;
import io.kernscale.controller.loop.StatusBuilder.Carried;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects from the agents; and in a pass classifies everybody and follows the waits, then for each autoscaler by itself
 * decides and acts. Polls go on while a pass is under way: a pass goes by the last whole one. Passes never overlap; within
 * a pass each autoscaler has its own virtual thread, so that one which fails, or whose write is slow, costs the others
 * nothing. This is the only class that calls all stages.
 */
public final class ControlLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);

    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final Stages stages;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final LoopObserver observer;
    private final AgentRounds agents;
    private final NameTable names;
    private final ScaleCache scales;
    private final Background statuses;
    private final Herald herald;
    private final ScaleWriter writer;
    private final Title title;
    private final MetricCache metrics;
    private final Meter meter;
    private final Survey survey = new Survey(this::unlabelled);
    private final DecisionEngine engine = new DecisionEngine();
    private final Remarks remarks = new Remarks(Duration.ofMinutes(1));
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private StartUps startUps = StartUps.NONE;
    private volatile LoopView view;
    private volatile PodsView pods = PodsView.NONE;

    /** What all workloads of a round share. */
    private record Round(
            Instant now,
            ClusterPods pods,
            WorkloadJoin join,
            ServiceMap map,
            AmbiguousTargets ambiguous,
            Owners owners,
            StartUps startUps,
            Remedies remedies,
            PodChoice choice) {}

    /** A name is asked for a dozen times while thousands of them are sorted. */
    private record Named(String name, WorkloadView view) {}

    public ControlLoop(Stages stages, LoopSettings settings, InstantSource clock, LoopObserver observer) {
        this.stages = stages;
        this.settings = settings;
        this.clock = clock;
        this.observer = observer;
        RateCalculator calculator = new RateCalculator(
                settings.agents().minWindow(), settings.agents().maxWindow());
        this.agents = new AgentRounds(stages.endpoints(), stages.reports(), calculator, clock, observer);
        this.names = new NameTable(settings.map().names());
        this.scales = new ScaleCache(
                stages.scales(), settings.loop().scaleCache(), new Background(threads, e -> broken("a scale", e)));
        this.statuses = new Background(threads, e -> broken("a status", e));
        this.herald = new Herald(stages.reporter(), stages.leadership(), observer, settings.loop(), statuses);
        this.title = new Title(stages.owners());
        this.metrics = new MetricCache(stages.metrics(), settings.hpa().syncPeriod(), threads);
        this.meter = new Meter(metrics);
        this.writer = new ScaleWriter(stages.actuator(), observer, herald);
        Instant start = clock.instant();
        this.view = new LoopView(start, start, List.of(), List.of(), ServiceMap.EMPTY);
    }

    /** What the last finished pass left behind. */
    public LoopView view() {
        return view;
    }

    /** The pods as the last round has seen them. */
    public PodsView pods() {
        return pods;
    }

    /** Asks all agents, and returns when each has answered or failed. Never throws, as {@link #pass} does not. */
    public void poll() {
        try {
            agents.ask();
        } catch (RuntimeException e) {
            broken("the poll", e, clock.instant());
        }
    }

    /** Polls, decides, and returns when all statuses are told. */
    public void round() {
        poll();
        pass();
        statuses.settle();
    }

    /** Decides for everybody. What breaks is counted and named, and the next pass tries again. */
    public void pass() {
        AgentRounds.Seen seen = agents.seen();
        Instant now = clock.instant(); // after the look at the agents, so that nothing seen is of the future
        List<WorkloadView> workloads = view.workloads();
        ServiceMap map = view.map();
        try {
            Cluster cluster = stages.cluster().cluster().orElse(null);
            if (cluster == null) {
                say("nothing is decided: " + stages.cluster().problem().orElse("nothing is listed yet"), now);
            } else {
                WorkloadJoin join = join(cluster, seen.rates(), now);
                pods = new PodsView(cluster.pods(), join);
                map = survey.next(join, cluster.pods(), cluster.autoscalers(), now);
                startUps = startUps.next(cluster.autoscalers(), cluster.pods(), join, now);
                workloads = decideAll(cluster, join, map, now);
            }
        } catch (RuntimeException e) {
            broken("the pass", e, now);
        }
        Instant finished = clock.instant();
        view = new LoopView(now, finished, workloads, seen.views(), map);
        observer.finished(Duration.between(now, finished));
    }

    private WorkloadJoin join(Cluster cluster, List<NodeRates> rates, Instant now) {
        WorkloadJoin join =
                new WorkloadJoin(cluster, names, rates, settings.decide().maxSignalAge(), now);
        join.incidents().forEach(incident -> agents.remark(incident, now));
        return join;
    }

    private void unlabelled(WorkloadKey workload, RuntimeException e) {
        broken("the label of " + workload, e, clock.instant());
    }

    private List<WorkloadView> decideAll(Cluster cluster, WorkloadJoin join, ServiceMap map, Instant now) {
        Round round = new Round(
                now,
                cluster.pods(),
                join,
                map,
                new AmbiguousTargets(cluster.autoscalers()),
                cluster.owners(),
                startUps,
                new Remedies(view.workloads()), // of the round before: nobody waits for another's decision
                new PodChoice(cluster.pods(), view.workloads()));
        forgetAllBut(cluster.autoscalers());
        List<Future<Optional<WorkloadView>>> views = cluster.autoscalers().stream()
                .map(autoscaler -> threads.submit(() -> guarded(autoscaler, round)))
                .toList();
        return views.stream()
                .map(ControlLoop::result)
                .flatMap(Optional::stream)
                .map(view -> new Named(view.autoscaler().id().toString(), view))
                .sorted(Comparator.comparing(Named::name))
                .map(Named::view)
                .toList();
    }

    private void forgetAllBut(List<Autoscaler> autoscalers) {
        var keys = autoscalers.stream().map(ControlLoop::key).collect(Collectors.toSet());
        memories.keySet().retainAll(keys);
        scales.retain(keys);
        metrics.retain(keys);
        stages.log().retain(autoscalers.stream().map(Autoscaler::id).toList());
    }

    private static String key(Autoscaler autoscaler) {
        return autoscaler.id() + " " + autoscaler.id().uid();
    }

    private static Optional<WorkloadView> result(Future<Optional<WorkloadView>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<WorkloadView> guarded(Autoscaler autoscaler, Round round) {
        Instant begun = clock.instant();
        try {
            WorkloadView done = step(autoscaler, round);
            observer.reconciled(Action.of(done), Fault.of(done), Duration.between(begun, clock.instant()));
            return Optional.of(done);
        } catch (RuntimeException e) {
            broken(autoscaler.id().toString(), e, round.now);
            observer.reconciled(Action.NONE, Fault.INTERNAL, Duration.between(begun, clock.instant()));
            return Optional.empty();
        }
    }

    private WorkloadView step(Autoscaler autoscaler, Round round) {
        Memory memory = memories.computeIfAbsent(key(autoscaler), key -> Memory.fresh(autoscaler));
        return switch (autoscaler) {
            case Autoscaler.Invalid invalid -> blocked(invalid, memory, "InvalidSpec", invalid.problem(), round);
            case Autoscaler.Valid valid ->
                step(valid, stages.leadership().isLeader() ? memory : memory.caughtUp(valid), round);
        };
    }

    private WorkloadView step(Autoscaler.Valid autoscaler, Memory memory, Round round) {
        var ambiguous = round.ambiguous.problem(autoscaler);
        if (ambiguous.isPresent()) {
            return blocked(autoscaler, memory, "AmbiguousTarget", ambiguous.get(), round);
        }
        int ready = round.pods.readyOf(autoscaler.workload()).size();
        TargetScale scale =
                scales.read(key(autoscaler), autoscaler.id().namespace(), autoscaler.target(), ready, round.now);
        return switch (scale) {
            case TargetScale.Unknown unknown -> blocked(autoscaler, memory, unknown.reason(), unknown.message(), round);
            case TargetScale.Known known ->
                round.choice
                        .problem(autoscaler, known)
                        .map(problem -> inactive(autoscaler, memory, known, problem, round))
                        .orElseGet(() -> judge(autoscaler, takenOver(autoscaler, memory, known, round), known, round));
        };
    }

    private Memory takenOver(Autoscaler.Valid autoscaler, Memory memory, TargetScale.Known scale, Round round) {
        if (!stages.leadership().isLeader()) {
            return memory;
        }
        Memory next = memory.takenOver(autoscaler, scale.replicas(), settings.policy(autoscaler), round.now);
        if (next != memory) {
            log.info(
                    "{}: {} asks for {} replicas, which its status does not account for; counted as scaled just now",
                    autoscaler.id(),
                    autoscaler.target(),
                    scale.replicas());
        }
        return next;
    }

    private WorkloadView inactive(
            Autoscaler.Valid autoscaler,
            Memory memory,
            TargetScale.Known scale,
            PodChoice.Problem problem,
            Round round) {
        observer.blocked(problem.reason().text());
        AutoscalerStatus status =
                new StatusBuilder(autoscaler, memory, round.now).inactive(scale, problem.reason(), problem.message());
        herald.inactive(autoscaler, memory, status, problem.event());
        return finish(new WorkloadView(autoscaler, status, null), memory, memory);
    }

    private WorkloadView blocked(Autoscaler autoscaler, Memory memory, String reason, String message, Round round) {
        observer.blocked(reason);
        AutoscalerStatus status = new StatusBuilder(autoscaler, memory, round.now).blocked(reason, message);
        return finish(new WorkloadView(autoscaler, status, null), memory, memory);
    }

    private WorkloadView judge(Autoscaler.Valid autoscaler, Memory memory, TargetScale.Known scale, Round round) {
        WorkloadState state = round.pods.state(autoscaler.workload(), scale.replicas());
        ServiceNode node = round.map
                .node(autoscaler.workload())
                .orElseThrow(() -> new IllegalStateException("it could not be labelled; the cause is logged"));
        Instant begun = clock.instant();
        Inputs inputs = new Inputs(
                new Assessment(node.assessment().rule(), node.assessment().confidence(), List.of()),
                node.observation().withoutDetails(),
                meter.meter(key(autoscaler), autoscaler, scale, round.pods, round.join, round.startUps, round.now),
                state,
                settings.policy(autoscaler),
                memory.history(),
                round.now);
        Decision decision = engine.decide(inputs);
        stages.log().decided(autoscaler.id(), inputs, decision);
        tellOfMetrics(decision.hpa().currentMetrics(), scale.replicas(), Duration.between(begun, clock.instant()));
        observer.decided(node.assessment().label(), decision.outcome());
        return act(
                autoscaler,
                memory,
                scale,
                new Judgement(node.observation(), node.assessment(), round.map.walk(autoscaler.workload()), decision),
                round);
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

    private WorkloadView act(
            Autoscaler.Valid autoscaler, Memory memory, TargetScale.Known scale, Judgement judgement, Round round) {
        Decision decision = judgement.decision();
        boolean auto = autoscaler.mode() == Mode.AUTO;
        boolean wanted = decision.outcome() instanceof Outcome.ScaleTo
                && auto
                && stages.leadership().isLeader();
        @Nullable Problem other = auto ? Title.problem(autoscaler, round.owners).orElse(null) : null;
        if (other == null && wanted) {
            other = title.freshProblem(autoscaler, memory.lastScaleTime(), round.now)
                    .orElse(null);
        }
        boolean writes = wanted && other == null;
        ScaleResult result = writes ? write(autoscaler, scale.replicas(), decision) : null;
        boolean done = result instanceof ScaleResult.Written;
        @Nullable String failure = ScaleWriter.failure(result);
        // what was wanted and not written never took place; who does not lead sees what the leader did
        History history = done ? decision.onceScaled() : decision.history();
        List<PastDecision> decisions =
                Archive.with(memory.decisions(), judgement.assessment().label(), scale.replicas(), decision, round.now);
        AutoscalerStatus status = new StatusBuilder(autoscaler, memory, round.now)
                .decided(
                        round.remedies,
                        scale,
                        judgement,
                        new Carried(done, failure, other),
                        new Archived(history, decisions));
        Memory next = new Memory(
                history,
                decisions,
                status.lastScaleTime(),
                memory.shown(),
                memory.written(),
                writes ? writer.tell(autoscaler, memory, decision, failure, round.now) : memory.eventAt(),
                herald.culprits(autoscaler, memory, judgement.walk(), round.remedies, round.now),
                memory.led());
        return finish(new WorkloadView(autoscaler, status, judgement), memory, next);
    }

    private ScaleResult write(Autoscaler.Valid autoscaler, int replicas, Decision decision) {
        ScaleResult result = writer.write(autoscaler, replicas, decision);
        scales.forget(key(autoscaler));
        return result;
    }

    /** Logs and tells what is news, and remembers {@code next}. */
    private WorkloadView finish(WorkloadView done, Memory before, Memory next) {
        herald.log(done.autoscaler(), before, done.status());
        String key = key(done.autoscaler());
        boolean leads = stages.leadership().isLeader();
        Memory kept = next.leading(leads && (before.led() || done.judgement() != null));
        memories.compute(key, (same, now) -> kept.shown(done.status(), now == null ? null : now.written()));
        if (leads) {
            herald.status(
                    done.autoscaler(),
                    before,
                    done.status(),
                    () -> memories.computeIfPresent(key, (same, now) -> now.shown(now.shown(), done.status())));
        }
        return done;
    }

    private void broken(String what, RuntimeException e) {
        broken(what, e, clock.instant());
    }

    private void broken(String what, RuntimeException e, Instant now) {
        observer.failed(e);
        if (remarks.isNew(what + e, now)) {
            log.error("{} failed and is tried again: {}", what, e.toString(), e);
        }
    }

    private void say(String sentence, Instant now) {
        if (remarks.isNew(sentence, now)) {
            log.info(sentence);
        }
    }

    /** Lets the statuses of the last pass be told, for a moment. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
