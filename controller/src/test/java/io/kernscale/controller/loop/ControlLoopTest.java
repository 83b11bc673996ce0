// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.ReportException;
import io.kernscale.controller.act.Reporter;
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
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.metrics.LoopMetrics;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import io.kernscale.wire.PodReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Status;

class ControlLoopTest {

    private static final AgentEndpoint AGENT = new AgentEndpoint("node-1", URI.create("http://a:1"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ScaleRequest> writes = new CopyOnWriteArrayList<>();
    private final Map<String, AutoscalerStatus> statuses = new ConcurrentHashMap<>();
    private final Semaphore statusWrites = new Semaphore(1_000_000);
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger scaleReads = new AtomicInteger();
    private volatile Duration scaleDelay = Duration.ZERO;
    private final Semaphore polls = new Semaphore(1_000_000);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Autoscaler> autoscalers = new ArrayList<>();
    private final Map<String, Integer> replicas = new HashMap<>();
    private final Map<String, Long> millisPerRound = new HashMap<>();
    private boolean agentAnswers = true;
    private boolean listed = true;
    private boolean leader = true;
    private boolean podsAreOwned = true;
    private ScaleResult answer = new ScaleResult.Written();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile long sequence;
    private ControlLoop loop;

    @BeforeEach
    void start() {
        LoopMetrics metrics = new LoopMetrics();
        metrics.bindTo(meters);
        Stages stages = new Stages(
                () -> List.of(AGENT),
                (agents, each) -> {
                    polls.acquireUninterruptibly();
                    each.accept(poll());
                    polls.acquireUninterruptibly();
                },
                () -> listed ? Optional.of(new Cluster(autoscalers, pods(), List.of())) : Optional.empty(),
                OwnerSource.NOBODY,
                (namespace, target) -> scale(target),
                MetricSource.NONE,
                this::write,
                new RecordingReporter(),
                DecisionLog.NONE,
                () -> leader);
        loop = new ControlLoop(
                stages,
                new LoopSettings(
                        defaults("kernscale.agents", AgentProperties.class),
                        defaults("kernscale.decide", DecideProperties.class),
                        defaults("kernscale.hpa", HpaProperties.class),
                        defaults("kernscale.loop", LoopProperties.class),
                        defaults("kernscale.map", MapProperties.class)),
                () -> now,
                metrics);
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }

    private final class RecordingReporter implements Reporter {
        @Override
        public void status(AutoscalerId autoscaler, AutoscalerStatus status) {
            statusWrites.acquireUninterruptibly();
            told.incrementAndGet();
            statuses.put(autoscaler.name(), status);
        }

        @Override
        public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant at)
                throws ReportException {
            events.add(severity.text() + " " + reason + ": " + message);
            throw new ReportException("test: events are refused");
        }
    }

    private void workload(String name, int ready, long runMillisPerRound) {
        autoscalers.add(new Autoscaler.Valid(
                new AutoscalerId("shop", name, "uid-" + name, 1),
                new TargetRef("apps/v1", "Deployment", name),
                new AutoscalingSpec(2, 10, List.of(), null),
                Mode.AUTO,
                KernelSpec.DEFAULT));
        replicas.put(name, ready);
        millisPerRound.put(name, runMillisPerRound);
    }

    private ClusterPods pods() {
        return new ClusterPods(replicas.entrySet().stream()
                .flatMap(one -> IntStream.range(0, one.getValue()).mapToObj(i -> podOf(one.getKey(), i)))
                .toList());
    }

    private PodState podOf(String app, int i) {
        List<WorkloadKey> owners = podsAreOwned ? List.of(new WorkloadKey("shop", "Deployment", app)) : List.of();
        return new PodState(app + i, "shop", app + i, "node-1", owners, Instant.EPOCH, 0.5, 1.0, PodNetwork.NONE);
    }

    private PollResult poll() {
        if (!agentAnswers) {
            return new PollResult.Failed(AGENT, PollFailure.TIMEOUT, "test");
        }
        sequence = sequence + 1;
        return new PollResult.Answered(
                AGENT,
                reportOf(
                        "node-1",
                        sequence,
                        pods().readyOf(new WorkloadKey("shop", "Deployment", "cart")).stream()
                                .map(state ->
                                        pod(state.uid(), sequence * millisPerRound.getOrDefault("cart", 0L), 0, 0))
                                .toArray(PodReport[]::new)),
                List.of());
    }

    private TargetScale scale(TargetRef target) {
        if (target.name().equals("cursed")) {
            throw new IllegalStateException("test: cursed");
        }
        LockSupport.parkNanos(scaleDelay.toNanos());
        scaleReads.incrementAndGet();
        return new TargetScale.Known(replicas.get(target.name()), replicas.get(target.name()), "");
    }

    private ScaleResult write(ScaleRequest request) {
        writes.add(request);
        return answer;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            loop.round();
            now = now.plusSeconds(2);
        }
    }

    private double meter(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    @Test
    void raisesAWorkloadToItsMinimum() {
        workload("cart", 1, 0);

        rounds(1);

        assertThat(writes)
                .containsExactly(new ScaleRequest(
                        autoscalers.getFirst().id(), new TargetRef("apps/v1", "Deployment", "cart"), 1, 2));
        assertThat(statuses.get("cart").reason()).isEqualTo("BelowMin");
        assertThat(statuses.get("cart").lastScaleTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(events).singleElement().asString().startsWith("Normal SuccessfulRescale");
        assertThat(meter("kernscale.status.failures")).isEqualTo(1); // the event was refused, nothing else broke
    }

    @Test
    void keepsOthersGoingWhenOneWorkloadFails() {
        workload("cursed", 1, 0);
        workload("cart", 1, 0);

        rounds(2);

        assertThat(writes).hasSize(2).allMatch(write -> write.target().name().equals("cart"));
        assertThat(meter("kernscale.loop.failures", "exception", "IllegalStateException"))
                .isEqualTo(2);
    }

    @Test
    void aThousandObjectsAtOnceAreAllDecidedUpon() {
        for (int i = 0; i < 1_000; i++) {
            workload("app-" + i, 1, 0);
        }

        rounds(1);

        assertThat(writes).hasSize(1_000).allMatch(write -> write.to() == 2);
    }

    @Test
    void aClockThatIsSetScalesNothingIn() {
        workload("cart", 6, 0);
        rounds(3);

        now = now.plusSeconds(7_200);
        rounds(3);
        now = now.minusSeconds(86_400);
        rounds(3);

        assertThat(writes).isEmpty();
        assertThat(statuses.get("cart").desiredReplicas()).isEqualTo(6);
    }

    @Test
    void namesATargetWhosePodsNobodyCanFind() {
        workload("cart", 3, 0);
        podsAreOwned = false;

        rounds(3);

        assertThat(writes).isEmpty();
        assertThat(statuses.get("cart").reason()).isEqualTo("InvalidSelector");
        assertThat(statuses.get("cart").currentReplicas()).isEqualTo(3);
        assertThat(statuses.get("cart").conditions())
                .extracting(condition ->
                        condition.type().text() + " " + condition.status().text() + " " + condition.reason())
                .containsExactly("AbleToScale True SucceededGetScale", "ScalingActive False InvalidSelector");
        assertThat(events)
                .singleElement()
                .asString()
                .startsWith("Warning SelectorRequired: Deployment/cart owns no pods");
    }

    @Test
    void writesAndSaysNothingWhileItDoesNotLead() {
        leader = false;
        workload("cart", 1, 0);

        rounds(2);

        assertThat(writes).isEmpty();
        assertThat(statuses).isEmpty();
        assertThat(loop.view().workloads()).hasSize(1);
    }

    @Test
    void tellsWhyAWriteWasRefusedAndTriesAgain() {
        answer = new ScaleResult.Refused("test: 403 forbidden");
        workload("cart", 1, 0);

        rounds(2);

        assertThat(writes).hasSize(2);
        assertThat(statuses.get("cart").lastScaleTime()).isNull();
        assertThat(statuses.get("cart").conditions()).anySatisfy(condition -> {
            assertThat(condition.type().text()).isEqualTo("AbleToScale");
            assertThat(condition.status().text()).isEqualTo("False");
            assertThat(condition.message()).isEqualTo("test: 403 forbidden");
        });
        assertThat(events).singleElement().asString().startsWith("Warning FailedRescale"); // two in 2 s are one
    }

    @Test
    void neverScalesInWithoutFreshRates() {
        workload("cart", 4, 100);
        rounds(3);
        agentAnswers = false;

        rounds(400); // far beyond the stabilization window

        assertThat(writes).isEmpty();
        assertThat(statuses.get("cart").reason()).isEqualTo("NotObserved");
        assertThat(loop.view().agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.state()).isEqualTo("timeout"));
    }

    @Test
    void noPassWaitsForAStatusAndNoneIsToldTwice() {
        statusWrites.drainPermits();
        workload("cart", 4, 100);

        loop.poll();
        loop.pass();
        loop.pass();

        assertThat(loop.view().workloads()).hasSize(1);
        assertThat(statuses).isEmpty();
        statusWrites.release(1_000);
        await().until(() -> !statuses.isEmpty());
        await().during(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(told).hasValue(1));
        rounds(2); // what was told is known to be told
        assertThat(told).hasValue(2); // the label is news, the same label again is none
    }

    /** With an API server that answers nothing for many passes, and then all. */
    @Test
    void writesTheNewestStatusOnceTheApiServerAnswersAgain() {
        statusWrites.drainPermits();
        for (int i = 0; i < 50; i++) {
            workload("app-" + i, 2, 0);
        }
        for (int pass = 0; pass < 20; pass++) {
            loop.poll();
            loop.pass();
            now = now.plusSeconds(2);
        }
        assertThat(meters.get("kernscale.background.waiting")
                        .tag("what", "statuses")
                        .gauge()
                        .value())
                .isEqualTo(50); // one each, however many passes
        Instant last = now.minusSeconds(2);

        statusWrites.release(1_000_000);
        rounds(1);

        assertThat(statuses)
                .hasSize(50)
                .allSatisfy((name, status) -> assertThat(status.decidedAt()).isAfterOrEqualTo(last));
        assertThat(told).hasValueLessThanOrEqualTo(50 + Background.AT_ONCE);
    }

    @Test
    void refreshesAStatusThatIsNoNewsWithinTheInterval() {
        workload("cart", 4, 100);
        rounds(3);
        int before = told.get();

        rounds(5); // 10 of 15 to 30 s
        assertThat(told).hasValue(before);
        rounds(11);

        assertThat(told).hasValueGreaterThan(before);
    }

    /** What was read in the background would else show in this round or in the next, as it happens. */
    @Test
    void aRoundIsOverWhenTheScalesThatItRenewsAreRead() {
        for (int i = 0; i < 40; i++) {
            workload("app-" + i, 2, 0);
        }
        rounds(1);
        scaleReads.set(0);
        scaleDelay = Duration.ofMillis(20);

        now = now.plusMillis(7_999); // 9,999 ms after the first read: all are due, and none is too old to be used
        rounds(1);

        assertThat(scaleReads).hasValue(40);
    }

    @Test
    void aPassGoesByTheLastWholePoll() {
        workload("cart", 4, 100);
        rounds(2);
        polls.drainPermits();
        polls.release();
        Thread polling = Thread.ofVirtual().start(loop::poll);
        await().until(() -> sequence == 3); // answered, and not over
        Instant seen = loop.view().agents().getFirst().observedAt();

        loop.pass();
        assertThat(loop.view().agents().getFirst().observedAt()).isEqualTo(seen);
        polls.release();
        await().until(() -> !polling.isAlive());
        loop.pass();

        assertThat(loop.view().agents().getFirst().observedAt()).isAfter(seen);
    }

    @Test
    void decidesNothingBeforeTheClusterIsListed() {
        listed = false;
        workload("cart", 1, 0);

        rounds(3);

        assertThat(writes).isEmpty();
        assertThat(loop.view().workloads()).isEmpty();
    }

    @Test
    void forgetsAnAutoscalerThatIsGone() {
        workload("cart", 2, 0);
        rounds(2);
        autoscalers.clear();

        rounds(1);

        assertThat(loop.view().workloads()).isEmpty();
    }

    @Test
    void isUnhealthyWhenNoRoundEnds() {
        LoopHealth health = new LoopHealth(loop, Duration.ofSeconds(30), () -> now);
        rounds(1);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        now = now.plusSeconds(31);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void saysTheSameThingOnceInAWhile() {
        Remarks remarks = new Remarks(Duration.ofMinutes(1));

        assertThat(remarks.isNew("a", now)).isTrue();
        assertThat(remarks.isNew("a", now.plusSeconds(59))).isFalse();
        assertThat(remarks.isNew("b", now)).isTrue();
        assertThat(remarks.isNew("a", now.plusSeconds(60))).isTrue();
    }
}
