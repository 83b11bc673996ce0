// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.PollResult.Answered;
import io.kernscale.controller.collect.PollResult.Failed;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.wire.NodeReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

class AgentPollerTest {

    private final AgentPoller poller = new AgentPoller(properties(Duration.ofMillis(500)));
    private final FakeAgent good = new FakeAgent("good");
    private final FakeAgent bad = new FakeAgent("bad");

    private static AgentProperties properties(Duration timeout) {
        return properties(Duration.ofSeconds(60), timeout, Duration.ofMillis(1));
    }

    private static AgentProperties properties(Duration interval, Duration timeout, Duration gap) {
        return properties(interval, timeout, gap, 64);
    }

    private static AgentProperties properties(Duration interval, Duration timeout, Duration gap, int atOnce) {
        return new AgentProperties(
                List.of(),
                "app=agent",
                null,
                interval,
                timeout,
                gap,
                DataSize.ofMegabytes(1),
                atOnce,
                3,
                Duration.ofMillis(200),
                Duration.ofMillis(400),
                Duration.ofMillis(500),
                Duration.ofSeconds(10));
    }

    /** One result an agent, in the order of the agents. */
    private static List<PollResult> poll(AgentPoller poller, List<AgentEndpoint> agents) {
        List<PollResult> results = Collections.synchronizedList(new ArrayList<>());
        poller.poll(agents, results::add);
        results.sort(Comparator.comparing(result -> agents.indexOf(result.endpoint())));
        return results;
    }

    @AfterEach
    void close() {
        good.close();
        bad.close();
        poller.close();
    }

    record Row(String name, Consumer<FakeAgent> behaviour, PollFailure failure) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> badAgents() {
        return Stream.of(
                new Row("hangs", FakeAgent::hangs, PollFailure.TIMEOUT),
                new Row("hangs within the body", FakeAgent::hangsWithinTheBody, PollFailure.TIMEOUT),
                new Row("sends 100 MB", agent -> agent.sendsHundredMegabytes(false), PollFailure.TOO_LARGE),
                new Row("sends a bomb", agent -> agent.sendsHundredMegabytes(true), PollFailure.TOO_LARGE),
                new Row("is not ready", agent -> agent.fails(503), PollFailure.HTTP_STATUS),
                new Row("sends HTML", agent -> agent.sends("text/html", "<p>"), PollFailure.WRONG_CONTENT_TYPE),
                new Row(
                        "is cut off",
                        agent -> agent.sends("application/json", "{\"pods\":["),
                        PollFailure.INVALID_JSON),
                new Row("sends garbage", agent -> agent.sends("application/json", "garbage"), PollFailure.INVALID_JSON),
                new Row(
                        "is of another version",
                        agent -> agent.sends("application/json", "{\"apiVersion\":\"kernscale.io/agent/v9\"}"),
                        PollFailure.OTHER_API_VERSION),
                new Row(
                        "stands on another node",
                        agent -> agent.reports(() -> reportOf("elsewhere", 1)),
                        PollFailure.OTHER_NODE),
                new Row("is gone", FakeAgent::close, PollFailure.CONNECTION_FAILED));
    }

    @ParameterizedTest
    @MethodSource("badAgents")
    void namesTheFailureAndKeepsTheOtherAgent(Row row) {
        good.reports(() -> reportOf("good", 1, pod("a", 1, 1, 1)));
        row.behaviour.accept(bad);

        List<PollResult> results = poll(poller, List.of(bad.endpoint(), good.endpoint()));

        assertThat(results.getFirst()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).as(failed.message()).isEqualTo(row.failure);
            assertThat(failed.endpoint()).isEqualTo(bad.endpoint());
        });
        assertThat(results.getLast())
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.report().pods()).hasSize(1));
    }

    @Test
    void leavesAFailingAgentAloneAndComesBack() {
        bad.fails(500);
        for (int i = 0; i < 3; i++) {
            poll(poller, List.of(bad.endpoint()));
        }

        assertThat(poll(poller, List.of(bad.endpoint())))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(PollFailure.CIRCUIT_OPEN));
        assertThat(bad.requests()).isEqualTo(3);

        bad.reports(() -> reportOf("bad", 1));
        await().until(() -> poll(poller, List.of(bad.endpoint())).getFirst() instanceof Answered);
    }

    @Test
    void asksOneAgentShortlyAfterTheOther() {
        good.reports(() -> reportOf("good", 1));
        List<AgentEndpoint> many = Collections.nCopies(20, good.endpoint());

        assertThat(millisToPoll(many, Duration.ofSeconds(60), Duration.ofMillis(10)))
                .isGreaterThanOrEqualTo(190); // 19 gaps
        assertThat(good.requests()).isEqualTo(20);
    }

    /** Four fifths of a second for four agents are 200 ms for each, however long the gap that was asked for. */
    @Test
    void fitsAllQuestionsIntoTheInterval() {
        good.reports(() -> reportOf("good", 1));
        List<AgentEndpoint> many = Collections.nCopies(4, good.endpoint());

        assertThat(millisToPoll(many, Duration.ofSeconds(1), Duration.ofHours(1)))
                .isBetween(600L, Duration.ofMinutes(1).toMillis());
    }

    private static long millisToPoll(List<AgentEndpoint> agents, Duration interval, Duration gap) {
        try (AgentPoller spread = new AgentPoller(properties(interval, interval, gap))) {
            long begun = System.nanoTime();
            spread.poll(agents, result -> {});
            return (System.nanoTime() - begun) / 1_000_000;
        }
    }

    @Test
    void tellsNothingMoreOnceItIsCalledOff() throws InterruptedException {
        bad.hangs();
        good.reports(() -> reportOf("good", 1));
        List<PollResult> results = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch told = new CountDownLatch(1);
        try (AgentPoller patient = new AgentPoller(properties(Duration.ofSeconds(60)))) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> patient.poll(List.of(bad.endpoint(), good.endpoint()), result -> {
                        results.add(result);
                        told.countDown();
                    }));
            told.await();

            caller.interrupt();
            caller.join();
        }

        await().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(results).singleElement().isInstanceOf(Answered.class));
    }

    @Test
    void forgetsAgentsThatAreGone() {
        poll(poller, List.of(bad.endpoint(), good.endpoint()));
        poll(poller, List.of(good.endpoint()));

        assertThat(poller.breakers().getAllCircuitBreakers()).hasSize(1);
    }

    @Test
    void asksFarMoreAgentsThanItAllowsAtOnce() {
        good.reports(() -> reportOf("good", 1));
        List<AgentEndpoint> many =
                IntStream.range(0, 300).mapToObj(i -> good.endpoint()).toList();

        try (AgentPoller patient = new AgentPoller(properties(Duration.ofSeconds(60)))) {
            assertThat(poll(patient, many))
                    .hasSize(300)
                    .filteredOn(result -> !(result instanceof Answered))
                    .isEmpty();
        }
    }

    /** There is room for one at a time, and each takes two thirds of the timeout. */
    @Test
    void theTimeInWhichAnAgentWaitsForOthersIsNotItsOwn() {
        good.reports(() -> slowly(reportOf("good", 1)));
        bad.reports(() -> slowly(reportOf("bad", 1)));
        try (AgentPoller narrow =
                new AgentPoller(properties(Duration.ofSeconds(60), Duration.ofSeconds(3), Duration.ofMillis(1), 1))) {
            assertThat(poll(narrow, List.of(good.endpoint(), bad.endpoint()))).allMatch(Answered.class::isInstance);
        }
    }

    @Test
    void anAgentThatIsNotAskedForWantOfRoomHasNotFailed() {
        good.hangs();
        bad.hangs();
        FakeAgent third = new FakeAgent("third");
        third.reports(() -> reportOf("third", 1));
        try (AgentPoller narrow =
                new AgentPoller(properties(Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofMillis(50), 1))) {
            List<PollResult> results = poll(narrow, List.of(good.endpoint(), bad.endpoint(), third.endpoint()));

            assertThat(results)
                    .filteredOn(
                            result -> result instanceof Failed failed && failed.failure() == PollFailure.BULKHEAD_FULL)
                    .isNotEmpty();
            assertThat(narrow.breakers()
                            .circuitBreaker(third.endpoint().toString())
                            .getMetrics()
                            .getNumberOfFailedCalls())
                    .isZero();
        } finally {
            third.close();
        }
    }

    private static NodeReport slowly(NodeReport report) {
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        return report;
    }

    @Test
    void readsTheFixedListAndRefusesOtherForms() {
        assertThat(new FixedEndpoints(List.of("n1=http://10.0.0.7:5000")).endpoints())
                .containsExactly(new AgentEndpoint("n1", URI.create("http://10.0.0.7:5000")));
        assertThatThrownBy(() -> new FixedEndpoints(List.of("10.0.0.7:5000")))
                .hasMessageContaining("kernscale.agents.fixed must hold entries like");
    }
}
