// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WorkloadClassifierTest {

    private static final double TARGET = 0.2;

    /** @param limitCores of a pod, 0 for none */
    private record Row(
            String name,
            AnObservation observation,
            double limitCores,
            @Nullable Label previous,
            Rule expected) {}

    private static Row row(String name, AnObservation observation, double limitCores, Rule expected) {
        return new Row(name, observation, limitCores, null, expected);
    }

    private static Row after(Label previous, String name, AnObservation observation, Rule expected) {
        return new Row(name, observation, 1, previous, expected);
    }

    private static Stream<Row> cpu() {
        return Stream.of(
                row("one thread at its quota", anObservation().running(0.2, 0, 0.8), 0.2, Rule.QUOTA_WAIT),
                row(
                        "just above the target: 0.13 of 0.63",
                        anObservation().running(0.5, 0.13, 0),
                        1,
                        Rule.CONTENTION_WAIT),
                row(
                        "just below the target: 0.12 of 0.62",
                        anObservation().running(0.5, 0.12, 0),
                        1,
                        Rule.NOTHING_SHORT),
                after(
                        Label.CPU_BOUND,
                        "keeps the label: 0.12 of 0.62",
                        anObservation().running(0.5, 0.12, 0),
                        Rule.CONTENTION_WAIT),
                row("1 % of a core that waits briefly", anObservation().running(0.01, 0.01, 0), 0, Rule.NO_WORK),
                row("10 % of a core that waits", anObservation().running(0.1, 0.1, 0), 0, Rule.NOTHING_SHORT),
                row("a small limit that is used", anObservation().running(0.02, 0, 0.03), 0.02, Rule.QUOTA_WAIT),
                row("an event loop that fills its limit", anObservation().running(0.96, 0.01, 0), 1, Rule.AT_LIMIT),
                row(
                        "a spinner without limit beside free CPUs",
                        anObservation().running(1, 0, 0).withNodes(4, 0),
                        0,
                        Rule.NOTHING_SHORT),
                row(
                        "a spinner that fills its node",
                        anObservation().running(1, 0, 0).withNodes(1, 0),
                        0,
                        Rule.AT_LIMIT),
                row(
                        "a noisy neighbour",
                        anObservation().running(0.5, 0.5, 0).withNodes(4, 0.9),
                        2,
                        Rule.NEIGHBOUR_WAIT),
                row(
                        "a noisy neighbour of a pod that now and then comes to its limit",
                        anObservation().running(0.08, 0.9, 0.1).withNodes(2, 1).stoppedIn(0.3),
                        0.1,
                        Rule.NEIGHBOUR_WAIT),
                row(
                        "its whole limit, got late beside a noisy neighbour",
                        anObservation().running(0.09, 1, 0.9).withNodes(2, 1).stoppedIn(0.95),
                        0.1,
                        Rule.QUOTA_WAIT),
                row(
                        "own threads fill the CPUs",
                        anObservation().running(2, 6, 0).withNodes(2, 0.1),
                        0,
                        Rule.CONTENTION_WAIT),
                row("from files, at the quota", anObservation().fromFiles().running(0.2, 0, 0.8), 0.2, Rule.QUOTA_WAIT),
                row("an enormous wait", anObservation().running(1, 1e12, 0), 0, Rule.CONTENTION_WAIT));
    }

    private static Stream<Row> disk() {
        return Stream.of(
                row(
                        "threads on the disk",
                        anObservation().running(0.3, 0.1, 0).blocked(3.1, 0, 0, 0, 0),
                        1,
                        Rule.DISK_DOMINATES),
                row(
                        "the disk beside a saturated CPU",
                        anObservation().running(0.2, 0, 0.2).blocked(3, 0, 0, 0, 0),
                        0.2,
                        Rule.DISK_DOMINATES),
                row(
                        "a saturated CPU beside the disk",
                        anObservation().running(0.2, 0, 3).blocked(3, 0, 0, 0, 0),
                        0.2,
                        Rule.QUOTA_WAIT),
                row(
                        "just below half: 0.9 of 1.9",
                        anObservation().running(1, 0, 0).blocked(0.9, 0, 0, 0, 0),
                        4,
                        Rule.NOTHING_SHORT),
                after(
                        Label.IO_BOUND,
                        "keeps the label: 0.7 of 1.5",
                        anObservation().running(0.8, 0, 0).blocked(0.7, 0, 0, 0, 0),
                        Rule.DISK_DOMINATES),
                row(
                        "a little disk by a quiet pod",
                        anObservation().running(0.01, 0, 0).blocked(0.1, 0, 0, 0, 0),
                        1,
                        Rule.NO_WORK),
                row(
                        "asynchronous requests",
                        anObservation()
                                .running(0.1, 0, 0)
                                .blocked(0, 0, 0, 1, 0)
                                .withDisk(900, 4, 2),
                        1,
                        Rule.REQUESTS_QUEUE),
                row(
                        "from files",
                        anObservation().fromFiles().running(0.3, 0, 0).blocked(3, 0, 0, 0, 0),
                        1,
                        Rule.NOTHING_SHORT));
    }

    private static Stream<Row> quiet() {
        return Stream.of(
                row("nothing at all", anObservation(), 1, Rule.NO_WORK),
                row(
                        "an idle server with heartbeats",
                        anObservation().running(0.005, 0, 0).cycling(8, 8).blocked(0, 0, 8, 1, 0),
                        1,
                        Rule.NO_WORK),
                row(
                        "a client of a slow service, no poll loop",
                        anObservation().running(0.03, 0, 0).cycling(7.8, 40).blocked(0, 0, 7.8, 0, 0),
                        1,
                        Rule.NOTHING_SHORT),
                row(
                        "workers that call out beside a poll loop",
                        anObservation().running(0.1, 0, 0).cycling(8.5, 60).blocked(0, 0, 7.8, 1, 0),
                        1,
                        Rule.NETWORK_DOMINATES),
                row(
                        "an epoll server",
                        anObservation().running(0.3, 0, 0).cycling(0.7, 900).blocked(0, 0, 0, 0.7, 0),
                        1,
                        Rule.NOTHING_SHORT),
                row(
                        "a pool parked on its lock",
                        anObservation().running(0.2, 0.01, 0).cycling(20, 400).blocked(0, 200, 0, 0, 0),
                        1,
                        Rule.NOTHING_SHORT),
                row(
                        "threads that take turns on a lock",
                        anObservation().running(1, 0, 0).cycling(7, 20_000).blocked(0, 7, 0, 0, 0),
                        4,
                        Rule.LOCK_DOMINATES),
                row(
                        "a sleep loop",
                        anObservation().running(0.001, 0, 0).cycling(1, 1).blocked(0, 0, 0, 0, 1),
                        1,
                        Rule.NO_WORK),
                row("just idle: 0.019", anObservation().running(0.019, 0, 0), 1, Rule.NO_WORK),
                row("just not idle: 0.021", anObservation().running(0.021, 0, 0), 1, Rule.NOTHING_SHORT),
                after(Label.IDLE, "stays idle: 0.021", anObservation().running(0.021, 0, 0), Rule.NO_WORK),
                row("from files, busy", anObservation().fromFiles().running(0.3, 0, 0), 1, Rule.NOTHING_SHORT),
                row("from files, quiet", anObservation().fromFiles().running(0.05, 0, 0), 1, Rule.NO_CAUSES),
                row("no pod observed", anObservation().withPods(3, 0), 1, Rule.NOT_OBSERVED));
    }

    @TestFactory
    Stream<DynamicTest> namesWhatAWorkloadIsShortOf() {
        return Stream.of(cpu(), disk(), quiet())
                .flatMap(rows -> rows)
                .map(row -> dynamicTest(
                        row.name(),
                        () -> assertThat(classify(row.observation().build(), row.limitCores(), row.previous())
                                        .rule())
                                .isEqualTo(row.expected())));
    }

    @Test
    void saysWhichWaitIsTheLimit() {
        assertThat(classify(anObservation().running(0.2, 0.016, 0.804).build(), 0.2, null)
                        .evidence())
                .containsExactly("1.02 threads want to run, 0.2 cores are given: 98 % of the wait is its CPU limit"
                        + " (0.2 per replica)");
    }

    @Test
    void saysHowOftenTheLimitStopsAPodThatAlsoStandsInLine() {
        assertThat(classify(
                                anObservation()
                                        .running(0.09, 1, 0.9)
                                        .withNodes(2, 1)
                                        .stoppedIn(0.95)
                                        .build(),
                                0.1,
                                null)
                        .evidence())
                .containsExactly(
                        "1.99 threads want to run, 0.09 cores are given: in 95 % of the bandwidth periods it is"
                                + " stopped at its CPU limit (0.1 per replica)");
    }

    @Test
    void saysWhichDiskAndWhoElseUsesIt() {
        Observation observation = anObservation()
                .running(0.8, 0.1, 0)
                .blocked(3.1, 0, 0, 0, 0)
                .withDisk(412, 2.9, 1, "shop/Deployment/search")
                .build();
        assertThat(classify(observation, 2, null).evidence())
                .containsExactly("3.1 of 4 working threads blocked on disk vda (412 req/s, 2.9 queued, 1 in the device;"
                        + " also used by shop/Deployment/search)");
    }

    @Test
    void saysWhatItCannotTell() {
        Observation observation =
                anObservation().running(0.03, 0, 0).blocked(0, 0, 7.8, 0, 0).build();
        assertThat(classify(observation, 1, null).evidence().getFirst())
                .startsWith("7.8 threads blocked in network receive, 0.03 cores used; ");
    }

    private static Assessment classify(Observation observation, double limitCores, @Nullable Label previous) {
        WorkloadState state =
                new WorkloadState(AnObservation.CART, 1, 1, null, limitCores == 0 ? null : limitCores, null);
        return new WorkloadClassifier()
                .classify(observation, state, TARGET, previous, Habits.NONE, peer -> false)
                .assessment();
    }
}
