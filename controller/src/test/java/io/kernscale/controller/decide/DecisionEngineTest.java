// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnEdge.anEdge;
import static io.kernscale.controller.classify.AnObservation.AT;
import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Habits;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.classify.WorkloadClassifier;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replicas have a request and a limit of 0.5 cores, so at the target of 0.2 each is for 0.4. */
class DecisionEngineTest {

    private static final ScalingPolicy POLICY = ScalingPolicy.of(1, 10, Mode.AUTO);

    private record Row(String name, int replicas, int ready, AnObservation observation, Outcome expected) {}

    /** Short of CPU by its limit: so many replicas, all ready and seen, use so many cores, and wait as long. */
    private static Row shortOfCpu(String name, int replicas, double runCores, Outcome expected) {
        return new Row(
                name,
                replicas,
                replicas,
                anObservation().withPods(replicas, replicas).running(runCores, 0, runCores),
                expected);
    }

    private static AnObservation pods(int ready, int observed) {
        return anObservation().withPods(ready, observed);
    }

    private static Stream<Row> scaleOut() {
        return Stream.of(
                shortOfCpu("what the replicas are for: 1.6 / 0.4 = 4", 4, 1.6, new Hold(4, HoldReason.DEMAND_FITS)),
                shortOfCpu("rounding noise: 1.63 / 0.4 = 4.08", 4, 1.63, new Hold(4, HoldReason.DEMAND_FITS)),
                shortOfCpu("the headroom is not spent: 1.69 / 0.4 = 4.23", 4, 1.69, new ScaleTo(5, ScaleReason.DEMAND)),
                shortOfCpu("within the tolerance: 3.70 / 0.4 = 9.25", 9, 3.70, new Hold(9, HoldReason.DEMAND_FITS)),
                shortOfCpu("just outside of it: 3.72 / 0.4 = 9.3", 9, 3.72, new ScaleTo(10, ScaleReason.DEMAND)),
                shortOfCpu("at the maximum", 10, 4.7, new Hold(10, HoldReason.AT_MAX)),
                shortOfCpu("up to the maximum: 4.23 / 0.4 = 10.6", 9, 4.23, new ScaleTo(10, ScaleReason.DEMAND)),
                new Row(
                        "beside a noisy neighbour: 1.7 / 0.4 = 4.25",
                        4,
                        4,
                        pods(4, 4).running(1.7, 2, 0).withNodes(2, 0.9),
                        new Hold(4, HoldReason.NOISY_NEIGHBOUR)),
                new Row(
                        "few ready, short",
                        6,
                        2,
                        pods(2, 2).running(0.94, 0, 3),
                        new Hold(6, HoldReason.PARTIALLY_OBSERVED)),
                new Row(
                        "less than half is seen: 0.47 / 0.4 = 1.2",
                        3,
                        3,
                        pods(3, 1).running(0.47, 0, 3),
                        new Hold(3, HoldReason.PARTIALLY_OBSERVED)),
                new Row(
                        "half is seen, and the others are as busy: 2 * 0.47 / 0.4 = 2.35",
                        2,
                        2,
                        pods(2, 1).running(0.47, 0, 3),
                        new ScaleTo(3, ScaleReason.DEMAND)),
                new Row(
                        "half is seen, and the demand of all fits: 2 * 0.42 / 0.4 = 2.1",
                        2,
                        2,
                        pods(2, 1).running(0.42, 0, 3),
                        new Hold(2, HoldReason.PARTIALLY_OBSERVED)),
                new Row(
                        "most are seen: 1.4 * 4 / 3 / 0.4 = 4.7",
                        4,
                        4,
                        pods(4, 3).running(1.4, 0, 3),
                        new ScaleTo(5, ScaleReason.DEMAND)),
                new Row(
                        "huge use",
                        1,
                        1,
                        pods(1, 1).running(1e300, 1e300, 0),
                        new Hold(1, HoldReason.ONSET_IN_WINDOW)));
    }

    private static Stream<Row> withoutSignal() {
        return Stream.of(
                new Row("no replicas", 0, 0, pods(0, 0), new Hold(0, HoldReason.SCALING_DISABLED)),
                new Row("none ready", 3, 0, pods(0, 0), new Hold(3, HoldReason.NO_READY_REPLICA)),
                new Row(
                        "none ready, and rates of the past",
                        3,
                        0,
                        pods(0, 3).running(1.4, 0, 3),
                        new Hold(3, HoldReason.NO_READY_REPLICA)),
                new Row("none observed", 3, 3, pods(3, 0), new Hold(3, HoldReason.NOT_OBSERVED)),
                new Row(
                        "stale",
                        3,
                        3,
                        pods(3, 3).running(1.4, 0, 3).at(AT.minusSeconds(7)),
                        new Hold(3, HoldReason.SIGNAL_STALE)),
                new Row(
                        "nearly stale",
                        3,
                        3,
                        pods(3, 3).running(1.4, 0, 3).at(AT.minusSeconds(6)),
                        new ScaleTo(4, ScaleReason.DEMAND)),
                new Row(
                        "the clock went back",
                        3,
                        3,
                        pods(3, 3).running(1.4, 0, 3).at(AT.plusSeconds(2)),
                        new Hold(3, HoldReason.SIGNAL_FROM_FUTURE)),
                new Row(
                        "the clock went back a little",
                        3,
                        3,
                        pods(3, 3).running(1.4, 0, 3).at(AT.plusMillis(900)),
                        new ScaleTo(4, ScaleReason.DEMAND)),
                new Row(
                        "files that cannot tell",
                        3,
                        3,
                        pods(3, 3).fromFiles().running(0.1, 0, 0),
                        new Hold(3, HoldReason.NOT_UNDERSTOOD)),
                new Row("more than the maximum", 12, 12, pods(12, 0), new ScaleTo(10, ScaleReason.ABOVE_MAX)));
    }

    private static Stream<Row> heldByLabel() {
        return Stream.of(
                new Row(
                        "blocked on the disk",
                        3,
                        3,
                        pods(3, 3).running(0.1, 0, 0).blocked(3, 0, 0, 0, 0),
                        new Hold(3, HoldReason.IO_BOUND)),
                new Row(
                        "waiting for an answer",
                        1,
                        1,
                        pods(1, 1).running(0.1, 0, 0).cycling(8.5, 60).blocked(0, 0, 7.8, 1, 0),
                        new Hold(1, HoldReason.WAITING)),
                new Row("served, at the minimum", 1, 1, pods(1, 1).running(0.1, 0, 0), new Hold(1, HoldReason.AT_MIN)),
                new Row(
                        "served, and all are needed",
                        3,
                        3,
                        pods(3, 3).running(1.1, 0, 0),
                        new Hold(3, HoldReason.DEMAND_FITS)),
                new Row(
                        "too many, just seen",
                        3,
                        3,
                        pods(3, 3).running(0.1, 0, 0),
                        new Hold(3, HoldReason.STABILIZING)),
                new Row(
                        "too many, but one is not seen",
                        3,
                        3,
                        pods(3, 2).running(0.1, 0, 0),
                        new Hold(3, HoldReason.PARTIALLY_OBSERVED)),
                new Row(
                        "too many, but one is not ready",
                        3,
                        2,
                        pods(2, 2).running(0.1, 0, 0),
                        new Hold(3, HoldReason.PARTIALLY_OBSERVED)));
    }

    @TestFactory
    Stream<DynamicTest> decidesOnTheFirstObservation() {
        return Stream.of(scaleOut(), withoutSignal(), heldByLabel())
                .flatMap(rows -> rows)
                .map(row -> dynamicTest(
                        row.name(),
                        () -> assertThat(decide(
                                                row.observation().build(),
                                                state(row.replicas(), row.ready()),
                                                History.NONE,
                                                AT)
                                        .outcome())
                                .isEqualTo(row.expected())));
    }

    @Test
    void scalesOutByOneAndAHalfWhenTheReplicasHideTheDemand() {
        Observation first = pods(4, 4).running(2, 0, 20).build();
        Decision one = decide(first, state(4, 4), History.NONE, AT);
        Decision two = decide(
                pods(4, 4).running(2, 0, 20).at(AT.plusSeconds(2)).build(),
                state(4, 4),
                one.onceScaled(),
                AT.plusSeconds(2));

        assertThat(one.outcome()).isEqualTo(new Hold(4, HoldReason.ONSET_IN_WINDOW));
        // 2 / 0.4 = 5, and a fifth over is 6
        assertThat(two.outcome()).isEqualTo(new ScaleTo(6, ScaleReason.EXHAUSTED));
        assertThat(two.message()).startsWith("from 4 to 6: the replicas are exhausted");
    }

    /** 2.5 / 0.4 = 6.25, and a fifth over is 7.5: 8. Rounded before as well, 7 and a fifth would be 9. */
    @Test
    void roundsOnceWhatExhaustedReplicasGet() {
        History history = History.NONE;
        Outcome outcome = new Hold(5, HoldReason.DEMAND_FITS);
        for (int second = 0; second <= 2; second += 2) {
            Instant now = AT.plusSeconds(second);
            Decision decision = decide(pods(5, 5).running(2.5, 0, 25).at(now).build(), state(5, 5), history, now);
            history = decision.onceScaled();
            outcome = decision.outcome();
        }
        assertThat(outcome).isEqualTo(new ScaleTo(8, ScaleReason.EXHAUSTED));
    }

    /**
     * 2 cores answer 100 of so many requests a second, 200 in progress; of a surplus two deviations of a window's are
     * taken off.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "half more comes: 150 - 17 of 100 are 2.65 cores, 150, 300, 7",
        "a fifth more comes: 120 - 15 may be chance, 120, 300, 6",
        "a queue is cleared: 75 are for 1.5 cores, 75, 300, 4",
        "what comes is answered: the queue is out of sight, 100, 300, 6",
        "what comes is answered: more in progress than threads, 95, 100, 5"
    })
    void sizesForWhatComesWhereConnectionsTell(String name, double arrivingPerSecond, int threads, int replicas) {
        History history = History.NONE;
        Outcome outcome = new Hold(4, HoldReason.DEMAND_FITS);
        for (int second = 0; second <= 2; second += 2) {
            Instant now = AT.plusSeconds(second);
            Decision decision = decide(flooded(arrivingPerSecond, threads, now), state(4, 4), history, now);
            history = decision.onceScaled();
            outcome = decision.outcome();
        }
        assertThat(outcome.replicas()).as(name).isEqualTo(replicas);
    }

    private static Observation flooded(double arrivingPerSecond, int threads, Instant now) {
        Call served = anEdge(400).turns(100, 2).arriving(arrivingPerSecond).with("gateway", 80);
        return pods(4, 4)
                .running(2, 0, 20)
                .runnable(22, 22, threads)
                .withTraffic(new Traffic(List.of(), List.of(served)))
                .at(now)
                .build();
    }

    @Test
    void countsClientsAndTheirThoughtWhenThreadsAreTheirs() {
        // 8 clients with 10 ms of work and 190 ms of thought on 1 replica of 0.5 cores: 40 bursts a second, 0.4 cores
        Observation calm = pods(1, 1)
                .running(0.4, 0, 0)
                .cycling(7.6, 40)
                .blocked(0, 0, 7.6, 0, 0)
                .runnable(0, 0, 8)
                .build();
        // 40 clients want 40 * 10 / 200 = 2 cores; 50 bursts a second are served, 9.5 clients think, 30.5 stand in line
        Observation busy = pods(1, 1)
                .running(0.5, 0, 30)
                .cycling(9.5, 50)
                .blocked(0, 0, 9.5, 0, 0)
                .runnable(30, 30, 40)
                .at(AT.plusSeconds(2))
                .build();

        Decision before = decide(calm, state(1, 1), History.NONE, AT);
        Decision after = decide(busy, state(1, 1), before.onceScaled(), AT.plusSeconds(2));

        assertThat(after.outcome()).isEqualTo(new ScaleTo(5, ScaleReason.DEMAND)); // 2 / 0.4
    }

    /** The same, whose connections are counted: 64 clients more send 64 requests more than are answered, once. */
    @Test
    void countsClientsAndNotTheirFirstRequests() {
        Decision calm = decide(answering(8, 0.4, 40, 40, AT), state(1, 1), History.NONE, AT);
        Instant onset = AT.plusSeconds(2);
        Decision first = decide(answering(72, 0.5, 50, 82, onset), state(1, 1), calm.onceScaled(), onset);

        assertThat(first.outcome()).isEqualTo(new ScaleTo(9, ScaleReason.DEMAND)); // 72 * 10 / 200 / 0.4
    }

    /** 100 clients of such a server pause so little that nothing tells how many they are; the second window has their rate. */
    @ParameterizedTest(name = "then {0} a second come for 50 answers")
    @CsvSource({"50, 2, EXHAUSTED", "44, 2, EXHAUSTED", "82, 2, DEMAND"})
    void doesNotTakeFirstRequestsForARate(double thenPerSecond, int replicas, String reason) {
        Decision calm = decide(answering(8, 0.4, 40, 40, AT), state(1, 1), History.NONE, AT);
        Instant onset = AT.plusSeconds(2);
        Decision first = decide(answering(100, 0.5, 50, 96, onset), state(1, 1), calm.onceScaled(), onset);
        Instant then = AT.plusSeconds(4);
        Decision second = decide(answering(100, 0.5, 50, thenPerSecond, then), state(1, 1), first.onceScaled(), then);

        assertThat(first.outcome()).isEqualTo(new Hold(1, HoldReason.ONSET_IN_WINDOW));
        assertThat(second.outcome().replicas()).isEqualTo(replicas);
        assertThat(second.outcome().reason().name()).isEqualTo(reason);
    }

    /** Clients with 10 ms of work and 190 ms of thought, each on a thread; who does not think stands in line. */
    private static Observation answering(
            int clients, double runCores, double answersPerSecond, double arrivingPerSecond, Instant now) {
        double thinking = 0.19 * answersPerSecond;
        double waiting = clients - thinking - runCores;
        Call served = anEdge(clients)
                .turns(answersPerSecond, (waiting + runCores) / answersPerSecond)
                .arriving(arrivingPerSecond)
                .with("gateway", 80);
        return pods(1, 1)
                .running(runCores, 0, waiting < 1 ? 0 : waiting)
                .cycling(thinking, answersPerSecond)
                .blocked(0, 0, thinking, 0, 0)
                .runnable((int) waiting, (int) waiting, clients)
                .withTraffic(new Traffic(List.of(), List.of(served)))
                .at(now)
                .build();
    }

    @Test
    void waitsForItsOwnReplicasAndTheirStart() {
        Decision out = decide(pods(3, 3).running(1.4, 0, 3).build(), state(3, 3), History.NONE, AT);
        assertThat(out.outcome()).isEqualTo(new ScaleTo(4, ScaleReason.DEMAND));

        assertThat(later(out, 2, 3, 3, null)).isEqualTo(HoldReason.AWAITING_REPLICAS); // the write is not seen yet
        assertThat(later(out, 8, 4, 3, null)).isEqualTo(HoldReason.AWAITING_REPLICAS);
        assertThat(later(out, 8, 4, 4, AT.plusSeconds(7))).isEqualTo(HoldReason.STARTING_PODS);
        assertThat(later(out, 14, 4, 4, AT.plusSeconds(7))).isNotEqualTo(HoldReason.STARTING_PODS); // 12 + 2 s
        assertThat(later(out, 125, 4, 3, null)).isNotEqualTo(HoldReason.AWAITING_REPLICAS);
    }

    /** Why a workload that is still short of CPU holds some seconds after {@code out}; null when it does not. */
    private static HoldReason later(Decision out, int seconds, int replicas, int ready, Instant lastPodReadyAt) {
        Instant now = AT.plusSeconds(seconds);
        WorkloadState state = new WorkloadState(CART, replicas, ready, 0.5, 0.5, lastPodReadyAt);
        Outcome outcome = decide(
                        pods(ready, ready).running(0.47 * ready, 0, 3).at(now).build(), state, out.onceScaled(), now)
                .outcome();
        return outcome instanceof Hold hold ? hold.reason() : null;
    }

    @Test
    void doesNotRepeatAScaleOutThatBroughtNoCpuTime() {
        Observation before = pods(2, 2).running(1, 2, 0).withNodes(8, 0.9).build();
        Decision out = decide(before, unlimited(2), History.NONE, AT);
        assertThat(out.outcome()).isEqualTo(new ScaleTo(3, ScaleReason.DEMAND)); // what they get is 0.5: 1 / 0.4 = 2.5

        Instant then = AT.plusSeconds(60);
        Observation after =
                pods(3, 3).running(1.05, 2, 0).withNodes(8, 0.9).at(then).build();
        assertThat(decide(after, unlimited(3), out.onceScaled(), then).outcome())
                .isEqualTo(new Hold(3, HoldReason.NO_GAIN)); // 3 instead of 2 should have brought 1.125 at least
    }

    @Test
    void scalesInAfterTheStabilizationWindowAndByQuartersEachMinute() {
        History history = History.NONE;
        int replicas = 8;
        StringBuilder steps = new StringBuilder();
        for (int second = 0; second <= 480; second += 10) {
            Instant now = AT.plusSeconds(second);
            Decision decision = decide(
                    pods(replicas, replicas).running(0.5, 0, 0).at(now).build(),
                    state(replicas, replicas),
                    history,
                    now);
            history = decision.onceScaled();
            if (decision.outcome() instanceof ScaleTo scale) {
                replicas = scale.replicas();
                steps.append(second).append(":").append(replicas).append(" ");
            }
        }
        assertThat(steps.toString()).isEqualTo("300:6 360:5 420:4 480:3 "); // 0.5 / 0.4 with a spare of 20 % needs 2
    }

    /** 8 replicas with a demand for 5: 1.55 / 0.4 / 0.8 = 4.8. Every fifth window some threads wait for their limit. */
    @Test
    void windowsOfWaitWithinTheDemandDoNotKeepReplicas() {
        assertThat(afterEightMinutes(second -> second % 10 == 0 ? 0.8 : 0, second -> 1.55))
                .isEqualTo(5);
    }

    /** The mean, up to 1.87, is for 6 replicas: 1.87 / 0.32 = 5.8; every other window alone would be for 7. */
    @Test
    void aWindowWithMoreThanTheMeanDoesNotKeepReplicas() {
        assertThat(afterEightMinutes(second -> 0, second -> second % 4 == 0 ? 2.2 : 1.4))
                .isEqualTo(6);
    }

    /** Whoever asks for more within five minutes keeps it: 2.9 / 0.32 = 9.1, and there are 8. */
    @Test
    void demandWithinTheWindowKeepsReplicas() {
        assertThat(afterEightMinutes(second -> 0, second -> second >= 120 && second < 240 ? 2.9 : 1.4))
                .isEqualTo(8);
    }

    /** 8 replicas, each with 40 threads, use 0.5 cores: 0.5 / 0.4 / 0.8 = 1.6. The window of five minutes has passed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "it answers all that comes, 100, 0.3, 6, LOW_DEMAND",
        "it falls behind, 112, 0.3, 8, WAITING",
        "most of its threads are busy, 100, 1.7, 8, WAITING"
    })
    void aWaiterHasNoMoreThanItTakesAsLongAsItKeepsUp(
            String name, double arrivingPerSecond, double secondsEach, int replicas, String reason) {
        History history = History.NONE;
        Outcome outcome = new Hold(8, HoldReason.DEMAND_FITS);
        for (int second = 0; second <= 300; second += 2) {
            Instant now = AT.plusSeconds(second);
            Decision decision = new DecisionEngine()
                    .decide(new Inputs(
                            new Assessment(Rule.ANSWERS_DOMINATE, 1, List.of()),
                            waiter(arrivingPerSecond, secondsEach, now),
                            Metering.NONE,
                            state(8, 8),
                            POLICY,
                            history,
                            now));
            history = decision.history();
            outcome = decision.outcome();
        }
        assertThat(outcome.replicas()).as(name).isEqualTo(replicas);
        assertThat(outcome.reason().name()).isEqualTo(reason);
    }

    private static Observation waiter(double arrivingPerSecond, double secondsEach, Instant now) {
        Call served =
                anEdge(400).turns(100, secondsEach).arriving(arrivingPerSecond).with("gateway", 80);
        return pods(8, 8)
                .running(0.5, 0, 0)
                .runnable(0, 0, 320)
                .withTraffic(new Traffic(List.of(), List.of(served)))
                .at(now)
                .build();
    }

    private static int afterEightMinutes(IntToDoubleFunction waitQuota, IntToDoubleFunction runCores) {
        History history = History.NONE;
        int replicas = 8;
        for (int second = 0; second <= 480; second += 2) {
            Instant now = AT.plusSeconds(second);
            Observation observation = pods(replicas, replicas)
                    .running(runCores.applyAsDouble(second), 0, waitQuota.applyAsDouble(second))
                    .at(now)
                    .build();
            Decision decision = decide(observation, state(replicas, replicas), history, now);
            history = decision.onceScaled();
            replicas = decision.outcome().replicas();
        }
        return replicas;
    }

    @Test
    void scalesAnIdleWorkloadInAtOnceAfterTheWindow() {
        Decision decision = idle(History.NONE, AT);
        for (int second = 30; second <= 270; second += 30) {
            assertThat(decision.outcome()).isEqualTo(new Hold(8, HoldReason.STABILIZING));
            decision = idle(decision.onceScaled(), AT.plusSeconds(second));
        }

        assertThat(idle(decision.onceScaled(), AT.plusSeconds(301)).outcome())
                .isEqualTo(new ScaleTo(1, ScaleReason.IDLE));
    }

    @Test
    void holdsAfterAGapThatNobodyWatched() {
        Decision first = idle(History.NONE, AT);

        assertThat(idle(first.onceScaled(), AT.plusSeconds(301)).outcome())
                .isEqualTo(new Hold(8, HoldReason.STABILIZING));
    }

    private static Decision idle(History history, Instant now) {
        return decide(pods(8, 8).running(0.01, 0, 0).at(now).build(), state(8, 8), history, now);
    }

    @Test
    void doesNotScaleForAShortBlip() {
        History history = History.NONE;
        for (int second = 0; second < 10; second += 2) {
            Instant now = AT.plusSeconds(second);
            history = decide(
                            pods(1, 1)
                                    .running(0.2, 0, 0)
                                    .cycling(3, 200)
                                    .at(now)
                                    .build(),
                            state(1, 1),
                            history,
                            now)
                    .onceScaled();
        }
        Instant now = AT.plusSeconds(10);
        // half a second of a full queue: 0.2 * 0.75 + 0.5 * 0.25 cores
        Observation blip = pods(1, 1)
                .running(0.28, 0, 1)
                .cycling(2, 250)
                .runnable(0, 0, 8)
                .at(now)
                .build();
        assertThat(decide(blip, state(1, 1), history, now).outcome()).isInstanceOf(Hold.class);
    }

    @Test
    void doesNotCountAsDoneWhatWasOnlyDecided() {
        ScalingPolicy dry = ScalingPolicy.of(1, 10, Mode.DRY_RUN);
        Decision decision = decide(pods(3, 3).running(1.4, 0, 3).build(), state(3, 3), dry, History.NONE, AT);

        assertThat(decision.outcome()).isEqualTo(new ScaleTo(4, ScaleReason.DEMAND));
        assertThat(decision.mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(decision.history().lastScale()).isNull();
    }

    @Test
    void holdsAWorkloadThatWaitsForItsLock() {
        Decision decision = decide(lockBound(2, 1000, AT), unlimited(2), History.NONE, AT);

        assertThat(decision.outcome()).isEqualTo(new Hold(2, HoldReason.LOCK_BOUND));
        assertThat(decision.message()).contains("a lock of its own, and spec.kernel.lockPolicy is Hold");
    }

    @Test
    void addsLocksAsLongAsTheyBringAnswersWhereThePolicySaysSo() {
        Decision first = scaleLock(2, 2, 1000, 0, History.NONE);
        Decision second = scaleLock(2, 2, 1000, 2, first.onceScaled());
        Decision soon = scaleLock(3, 2, 1000, 4, second.onceScaled());
        Decision gained = scaleLock(3, 3, 1200, 60, soon.onceScaled());
        Decision more = scaleLock(5, 5, 1250, 120, gained.onceScaled());
        Decision later = scaleLock(5, 5, 1250, 1200, more.onceScaled());

        assertThat(first.outcome()).isEqualTo(new Hold(2, HoldReason.ONSET_IN_WINDOW));
        assertThat(second.outcome()).isEqualTo(new ScaleTo(3, ScaleReason.LOCK_BOUND)); // 2 * 1.5
        assertThat(soon.outcome()).isEqualTo(new Hold(3, HoldReason.AWAITING_REPLICAS));
        assertThat(gained.outcome()).isEqualTo(new ScaleTo(5, ScaleReason.LOCK_BOUND)); // 3 * 1.5; 1200 / 1000 > 1.125
        assertThat(more.outcome()).isEqualTo(new Hold(5, HoldReason.NO_GAIN)); // 1250 / 1200 < 1.167
        assertThat(later.outcome()).isEqualTo(new Hold(5, HoldReason.NO_GAIN));
    }

    @Test
    void addsNoLocksBeyondTheMaximumOrUnseen() {
        Decision first = scaleLock(10, 10, 1000, 0, History.NONE);
        assertThat(scaleLock(10, 10, 1000, 2, first.onceScaled()).outcome()).isEqualTo(new Hold(10, HoldReason.AT_MAX));
        assertThat(scaleLock(8, 6, 1000, 2, first.onceScaled()).outcome())
                .isEqualTo(new Hold(8, HoldReason.PARTIALLY_OBSERVED));
        assertThat(scaleLock(8, 8, 1000, 2, first.onceScaled()).outcome())
                .isEqualTo(new ScaleTo(10, ScaleReason.LOCK_BOUND));
    }

    private static Decision scaleLock(int replicas, int ready, double answersPerSecond, int seconds, History history) {
        ScalingPolicy policy = new ScalingPolicy(
                POLICY.spec(),
                new KernelSpec(true, 0.2, LockPolicy.SCALE, KernelSpec.Labels.DEFAULT),
                Mode.AUTO,
                POLICY.hpa(),
                POLICY.maxSignalAge(),
                POLICY.podWarmUp());
        Instant now = AT.plusSeconds(seconds);
        WorkloadState state = new WorkloadState(CART, replicas, ready, null, null, AT.minus(Duration.ofHours(1)));
        return decide(lockBound(ready, answersPerSecond, now), state, policy, history, now);
    }

    /** 30 requests in flight in each pod, one of which runs. */
    private static Observation lockBound(int pods, double answersPerSecond, Instant at) {
        Call served = anEdge(40 * pods)
                .turns(answersPerSecond, 30 * pods / answersPerSecond)
                .with("gateway", 80);
        return pods(pods, pods)
                .running(pods, 0, 0)
                .cycling(29 * pods, 2000)
                .blocked(0, 29 * pods, 0, 0, 0)
                .withTraffic(new Traffic(List.of(), List.of(served)))
                .at(at)
                .build();
    }

    @Test
    void showsWhatTheHpaWouldDo() {
        assertThat(hpa(1, 0.5)).isEqualTo(2); // 100 % / 80 % = 1.25
        assertThat(hpa(4, 1.77)).isEqualTo(4); // 88 % is within a tenth
        assertThat(hpa(4, 1.79)).isEqualTo(5); // 89 % is not: 4 * 89 / 80 = 4.45
        assertThat(hpa(4, 0.01)).isEqualTo(1);
        assertThat(hpa(8, 1e9)).isEqualTo(10);
        Decision withoutRequest = decide(pods(2, 2).running(1, 0, 0).build(), unlimited(2), History.NONE, AT);
        assertThat(withoutRequest.hpaReplicas()).isNull();
    }

    private static Integer hpa(int replicas, double runCores) {
        Observation observation =
                pods(replicas, replicas).running(runCores, 0, 0).build();
        return new DecisionEngine()
                .decide(new Inputs(
                        new Assessment(Rule.NOTHING_SHORT, 1, List.of()),
                        observation,
                        metering(replicas, runCores / replicas),
                        state(replicas, replicas),
                        POLICY,
                        History.NONE,
                        AT))
                .hpaReplicas();
    }

    /** Pods that request half a core each. */
    private static Metering metering(int replicas, double cores) {
        ContainerFacts container = new ContainerFacts("main", null, false, 500L, null);
        List<PodFacts> pods = IntStream.range(0, replicas)
                .mapToObj(i -> new PodFacts(
                        "pod-" + i,
                        Phase.RUNNING,
                        false,
                        AT.minusSeconds(3_600),
                        new ReadyCondition(Status.TRUE, AT.minusSeconds(3_590)),
                        List.of(container),
                        null,
                        null))
                .toList();
        Map<String, Sample> samples = new HashMap<>();
        pods.forEach(pod ->
                samples.put(pod.name(), new Sample((long) Math.ceil(cores * 1_000), AT, Duration.ofSeconds(2))));
        return new Metering(replicas, pods, List.of(new PodSamples(samples)), Set.of());
    }

    @Test
    void remembersSinceWhenALabelHolds() {
        Decision first = decide(pods(1, 1).build(), state(1, 1), History.NONE, AT);
        Instant then = AT.plusSeconds(2);
        Decision second = decide(pods(1, 1).at(then).build(), state(1, 1), first.onceScaled(), then);

        assertThat(second.onceScaled().label()).isEqualTo(Label.IDLE);
        assertThat(second.onceScaled().labelSince()).isEqualTo(AT);
    }

    @Test
    void explainsEveryRule() {
        for (Rule rule : Rule.values()) {
            Decision decision = new DecisionEngine()
                    .decide(new Inputs(
                            new Assessment(rule, 1, List.of()),
                            pods(1, 1).build(),
                            Metering.NONE,
                            state(1, 1),
                            POLICY,
                            History.NONE,
                            AT));
            assertThat(decision.message()).as(rule.name()).matches("(stays at|from) .*: .*");
        }
    }

    private static WorkloadState state(int replicas, int ready) {
        return new WorkloadState(CART, replicas, ready, 0.5, 0.5, AT.minus(Duration.ofHours(1)));
    }

    private static WorkloadState unlimited(int replicas) {
        return new WorkloadState(CART, replicas, replicas, null, null, AT.minus(Duration.ofHours(1)));
    }

    private static Decision decide(Observation observation, WorkloadState state, History history, Instant now) {
        return decide(observation, state, POLICY, history, now);
    }

    private static Decision decide(
            Observation observation, WorkloadState state, ScalingPolicy policy, History history, Instant now) {
        Assessment assessment = new WorkloadClassifier()
                .classify(observation, state, policy.targetSaturation(), history.label(), Habits.NONE, peer -> false)
                .assessment();
        return new DecisionEngine()
                .decide(new Inputs(assessment, observation, Metering.NONE, state, policy, history, now));
    }
}
