// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.NameTable;
import io.kernscale.controller.collect.NodeRates;
import io.kernscale.controller.collect.RateCalculator;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.objective.Objectives;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Collects from the agents; and in a pass classifies everybody and follows the waits, then for each autoscaler by itself
 * decides and acts. Polls go on while a pass is under way: a pass goes by the last whole one. Passes never overlap; within
 * a pass each autoscaler has its own virtual thread, so that one which fails, or whose write is slow, costs the others
 * nothing. This is where all stages meet.
 */
public final class ControlLoop implements AutoCloseable {

    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private static final Comparator<AutoscalerId> BY_NAME =
            Comparator.comparing(AutoscalerId::namespace).thenComparing(AutoscalerId::name);

    private final Stages stages;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final LoopObserver observer;
    private final AgentRounds agents;
    private final NameTable names;
    private final Troubles troubles;
    private final Errands errands;
    private final ScaleCache scales;
    private final MetricCache metrics;
    private final Memories memories = new Memories();
    private final Reconciler reconciler;
    private final Survey survey;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private StartUps startUps = StartUps.NONE;
    private Objectives objectives = Objectives.NONE;
    private volatile LoopView view;
    private volatile PodsView pods = PodsView.NONE;

    public ControlLoop(Stages stages, LoopSettings settings, InstantSource clock, LoopObserver observer) {
        this.stages = stages;
        this.settings = settings;
        this.clock = clock;
        this.observer = observer;
        RateCalculator calculator = new RateCalculator(
                settings.agents().minWindow(), settings.agents().maxWindow());
        this.agents = new AgentRounds(stages.endpoints(), stages.reports(), calculator, clock, observer);
        this.names = new NameTable(settings.map().names());
        this.troubles = new Troubles(clock, observer);
        this.survey = new Survey((workload, e) -> troubles.broken("the label of " + workload, e));
        this.errands = new Errands(threads, troubles, observer);
        this.scales = new ScaleCache(stages.scales(), settings.loop().scaleCache(), errands.scales());
        this.metrics = new MetricCache(stages.metrics(), settings.hpa().syncPeriod(), threads);
        Herald herald = new Herald(
                stages.reporter(), stages.leadership(), observer, settings.loop(), memories, errands.statuses());
        Execution execution = new Execution(
                stages.leadership(),
                scales,
                new Title(stages.owners()),
                new ScaleWriter(stages.actuator(), observer, herald),
                herald,
                memories);
        this.reconciler = new Reconciler(
                settings,
                clock,
                observer,
                troubles,
                scales,
                new Meter(metrics),
                memories,
                new TakeOver(stages.leadership(), settings),
                execution,
                stages.log());
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
            troubles.broken("the poll", e);
        }
    }

    /** Polls, decides, and returns when all statuses are told and all scales are renewed. */
    public void round() {
        poll();
        pass();
        errands.settle();
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
                troubles.say("nothing is decided: " + stages.cluster().problem().orElse("nothing is listed yet"));
            } else {
                WorkloadJoin join = join(cluster, seen.rates(), now);
                pods = new PodsView(cluster.pods(), join);
                map = survey.next(join, cluster.pods(), cluster.autoscalers(), now);
                startUps = startUps.next(cluster.autoscalers(), cluster.pods(), join, now);
                objectives = objectives.next(cluster.autoscalers(), map, cluster.pods(), startUps::starts, now);
                workloads = reconcileAll(cluster, join, map, now);
            }
            errands.tell(now);
        } catch (RuntimeException e) {
            troubles.broken("the pass", e);
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

    private List<WorkloadView> reconcileAll(Cluster cluster, WorkloadJoin join, ServiceMap map, Instant now) {
        List<Autoscaler> autoscalers = cluster.autoscalers();
        Round round = new Round(
                now,
                cluster.pods(),
                join,
                map,
                new AmbiguousTargets(autoscalers),
                cluster.owners(),
                startUps,
                objectives,
                new Remedies(view.workloads()),
                new PodChoice(cluster.pods(), view.workloads()));
        List<Future<Optional<WorkloadView>>> views = autoscalers.stream()
                .sorted(Comparator.comparing(Autoscaler::id, BY_NAME))
                .map(autoscaler -> threads.submit(() -> reconciler.reconcile(autoscaler, round)))
                .toList();
        List<WorkloadView> done = views.stream()
                .map(ControlLoop::result)
                .flatMap(Optional::stream)
                .toList();
        if (memories.size() > autoscalers.size()) {
            forgetAllBut(autoscalers);
        }
        return done;
    }

    private void forgetAllBut(List<Autoscaler> autoscalers) {
        Set<String> keys = autoscalers.stream().map(Memories::key).collect(Collectors.toSet());
        memories.retain(keys);
        scales.retain(keys);
        metrics.retain(keys);
        stages.log().retain(autoscalers.stream().map(Autoscaler::id).toList());
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

    /** Lets the statuses of the last pass be told, for a moment. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                endNow();
            }
        } catch (InterruptedException e) {
            endNow();
            Thread.currentThread().interrupt();
        }
    }

    private void endNow() {
        errands.drop();
        threads.shutdownNow();
    }
}
