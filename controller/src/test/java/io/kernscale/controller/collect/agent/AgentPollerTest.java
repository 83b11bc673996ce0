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
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
        return new AgentProperties(
                List.of(),
                "app=agent",
                null,
                Duration.ofSeconds(60),
                timeout,
                DataSize.ofMegabytes(1),
                64,
                3,
                Duration.ofMillis(200),
                Duration.ofMillis(400),
                Duration.ofMillis(500),
                Duration.ofSeconds(10));
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

        List<PollResult> results = poller.poll(List.of(bad.endpoint(), good.endpoint()));

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
            poller.poll(List.of(bad.endpoint()));
        }

        assertThat(poller.poll(List.of(bad.endpoint())))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(PollFailure.CIRCUIT_OPEN));
        assertThat(bad.requests()).isEqualTo(3);

        bad.reports(() -> reportOf("bad", 1));
        await().until(() -> poller.poll(List.of(bad.endpoint())).getFirst() instanceof Answered);
    }

    @Test
    void forgetsAgentsThatAreGone() {
        poller.poll(List.of(bad.endpoint(), good.endpoint()));
        poller.poll(List.of(good.endpoint()));

        assertThat(poller.breakers().getAllCircuitBreakers()).hasSize(1);
    }

    @Test
    void asksFarMoreAgentsThanItAllowsAtOnce() {
        good.reports(() -> reportOf("good", 1));
        List<AgentEndpoint> many =
                IntStream.range(0, 300).mapToObj(i -> good.endpoint()).toList();

        try (AgentPoller patient = new AgentPoller(properties(Duration.ofSeconds(60)))) {
            assertThat(patient.poll(many))
                    .hasSize(300)
                    .filteredOn(result -> !(result instanceof Answered))
                    .isEmpty();
        }
    }

    @Test
    void readsTheFixedListAndRefusesOtherForms() {
        assertThat(new FixedEndpoints(List.of("n1=http://10.0.0.7:5000")).endpoints())
                .containsExactly(new AgentEndpoint("n1", URI.create("http://10.0.0.7:5000")));
        assertThatThrownBy(() -> new FixedEndpoints(List.of("10.0.0.7:5000")))
                .hasMessageContaining("kernscale.agents.fixed must hold entries like");
    }
}
