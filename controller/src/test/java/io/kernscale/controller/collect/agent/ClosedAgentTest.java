// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.PollResult.Answered;
import io.kernscale.controller.collect.PollResult.Failed;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.AgentSecurityProperties;
import io.kernscale.controller.config.AgentSecurityProperties.Mode;
import io.kernscale.wire.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Agents that do not answer everybody, over real HTTP and real TLS. */
class ClosedAgentTest {

    private static final String NAME = "kernscale-agent";
    private static final AgentProperties PATIENT = new Binder(new MapConfigurationPropertySource(Map.of(
                    "kernscale.agents.poll-interval", "60s",
                    "kernscale.agents.timeout", "20s",
                    "kernscale.agents.failures-to-open", "100")))
            .bindOrCreate("kernscale.agents", AgentProperties.class);

    @TempDir
    static Path work;

    private static TestAuthority ours;
    private static TestAuthority theirs;

    @BeforeAll
    static void found() {
        ours = new TestAuthority("ours");
        theirs = new TestAuthority("theirs");
    }

    private static AgentPoller poller(Mode mode, Path tokenFile, Path tlsDirectory) {
        return new AgentPoller(PATIENT, new AgentSecurityProperties(mode, tokenFile, tlsDirectory, NAME));
    }

    private static FakeAgent agent(Path directory) throws Exception {
        FakeAgent agent = new FakeAgent("node", context(directory));
        agent.reports(() -> reportOf("node", 1));
        return agent;
    }

    private static SSLContext context(Path directory) {
        var stores = new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate("file:" + directory.resolve("tls.crt"))
                        .withPrivateKey("file:" + directory.resolve("tls.key")),
                PemSslStoreDetails.forCertificate("file:" + directory.resolve("ca.crt")));
        return SslManagerBundle.from(stores, null).createSslContext("TLS");
    }

    private static PollResult ask(AgentPoller poller, FakeAgent agent) {
        List<PollResult> results = new CopyOnWriteArrayList<>();
        poller.poll(List.of(agent.endpoint()), results::add);
        return results.getFirst();
    }

    private static void assertFailed(PollResult result, PollFailure failure, String message) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(failure);
            assertThat(failed.message()).contains(message);
        });
    }

    @Test
    void sendsTheTokenThatIsInTheFileNow() throws IOException {
        Path file = Files.writeString(work.resolve("token"), "first\n");
        try (AgentPoller poller = poller(Mode.TOKEN, file, work);
                FakeAgent agent = new FakeAgent("node")) {
            agent.reports(() -> reportOf("node", 1));
            assertThat(ask(poller, agent)).isInstanceOf(Answered.class);
            assertThat(agent.authorization()).isEqualTo("Bearer first");

            Files.writeString(file, "second");
            ask(poller, agent);
            assertThat(agent.authorization()).isEqualTo("Bearer second");
        }
    }

    @Test
    void sendsNoTokenThatItWasNotToldToSend() {
        try (AgentPoller poller = new AgentPoller(PATIENT);
                FakeAgent agent = new FakeAgent("node")) {
            agent.reports(() -> reportOf("node", 1));
            ask(poller, agent);
            assertThat(agent.authorization()).isNull();
        }
    }

    @Test
    void asksNobodyWithoutAToken() throws IOException {
        Path file = work.resolve("no-token-yet");
        try (AgentPoller poller = poller(Mode.TOKEN, file, work);
                FakeAgent agent = new FakeAgent("node")) {
            agent.reports(() -> reportOf("node", 1));
            assertFailed(
                    ask(poller, agent),
                    PollFailure.NO_CREDENTIALS,
                    "kernscale.agents.security.token-file " + file + " cannot be used");
            assertThat(agent.requests()).isZero();

            Files.writeString(file, "t");
            assertThat(ask(poller, agent)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void repeatsWhyAnAgentRefuses() throws IOException {
        Path file = Files.writeString(work.resolve("refused"), "t");
        try (AgentPoller poller = poller(Mode.TOKEN, file, work);
                FakeAgent agent = new FakeAgent("node")) {
            agent.answers(exchange -> {
                byte[] body = "User u may not read this agent.\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(403, body.length);
                exchange.getResponseBody().write(body);
            });
            assertFailed(
                    ask(poller, agent), PollFailure.ACCESS_REFUSED, "HTTP status 403: User u may not read this agent.");
        }
    }

    @Test
    void readsAnAgentThatBothSidesTrust() throws Exception {
        Path client = ours.client(work.resolve("client"));
        try (AgentPoller poller = poller(Mode.MTLS, work, client);
                FakeAgent agent = agent(ours.server(work.resolve("server"), NAME))) {
            assertThat(ask(poller, agent)).isInstanceOf(Answered.class);
        }
    }

    /** @param message part of the sentence that people read */
    record Row(String name, Path client, Path server, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> distrust() {
        Path good = work.resolve("rows");
        return Stream.of(
                new Row(
                        "the agent's certificate has expired",
                        ours.client(good.resolve("c1")),
                        ours.expiredServer(good.resolve("s1"), NAME),
                        "NotAfter"),
                new Row(
                        "the agent is of another authority",
                        ours.client(good.resolve("c2")),
                        theirs.server(good.resolve("s2"), NAME),
                        "no TLS connection"),
                new Row(
                        "the agent has another name",
                        ours.client(good.resolve("c3")),
                        ours.server(good.resolve("s3"), "web"),
                        "must have the DNS name kernscale-agent, has: [[2, web]]"),
                new Row(
                        "the agent is a client",
                        ours.client(good.resolve("c4")),
                        ours.client(good.resolve("s4")),
                        "no TLS connection"));
    }

    @ParameterizedTest
    @MethodSource("distrust")
    void readsNobodyElse(Row row) throws Exception {
        try (AgentPoller poller = poller(Mode.MTLS, work, row.client);
                FakeAgent agent = agent(row.server)) {
            assertFailed(ask(poller, agent), PollFailure.NOT_TRUSTED, row.message);
            assertThat(agent.requests()).isZero();
        }
    }

    /** Whether the alert or the reset comes first is the kernel's affair; either way people are sent to the right log. */
    @Test
    void isReadByNobodyWhoFindsItsCertificateExpired() throws Exception {
        try (AgentPoller poller = poller(Mode.MTLS, work, ours.expiredClient(work.resolve("old")));
                FakeAgent agent = agent(ours.server(work.resolve("strict"), NAME))) {
            assertThat(ask(poller, agent)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure()).isIn(PollFailure.NOT_TRUSTED, PollFailure.CONNECTION_FAILED);
                assertThat(failed.message()).contains("see the agent's log");
            });
            assertThat(agent.requests()).isZero();
        }
    }

    @Test
    void sendsPeopleToTheLogOfAnAgentThatCutsTheConnection() throws Exception {
        try (AgentPoller poller = poller(Mode.MTLS, work, ours.client(work.resolve("cut")));
                FakeAgent agent = agent(ours.server(work.resolve("cutting"), NAME))) {
            agent.answers(HttpExchange::close);
            assertFailed(ask(poller, agent), PollFailure.CONNECTION_FAILED, "see the agent's log");
        }
    }

    @Test
    void sendsNothingInTheClearWhereTlsIsAskedFor() {
        try (AgentPoller poller = poller(Mode.MTLS, work, ours.client(work.resolve("clear")));
                FakeAgent agent = new FakeAgent("node")) {
            assertFailed(ask(poller, agent), PollFailure.NOT_TRUSTED, "must be asked over https in mode mtls");
            assertThat(agent.requests()).isZero();
        }
    }

    @Test
    void usesCertificatesThatWereReplaced() throws Exception {
        Path client = ours.client(work.resolve("replaced"));
        try (AgentPoller poller = poller(Mode.MTLS, work, client);
                FakeAgent before = agent(ours.server(work.resolve("before"), NAME));
                FakeAgent after = agent(theirs.server(work.resolve("after"), NAME))) {
            assertThat(ask(poller, before)).isInstanceOf(Answered.class);
            assertThat(ask(poller, after)).isInstanceOf(Failed.class);

            theirs.client(client);

            assertThat(ask(poller, after)).isInstanceOf(Answered.class);
            assertThat(ask(poller, before)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void saysWhichFilesAreMissing() throws Exception {
        Path empty = Files.createDirectories(work.resolve("empty"));
        try (AgentPoller poller = poller(Mode.MTLS, work, empty);
                FakeAgent agent = agent(ours.server(work.resolve("lonely"), NAME))) {
            assertFailed(
                    ask(poller, agent),
                    PollFailure.NO_CREDENTIALS,
                    "kernscale.agents.security.tls-directory " + empty + " cannot be used: ");
            assertThat(agent.requests()).isZero();
        }
    }
}
