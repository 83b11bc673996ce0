// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.access.Gate;
import io.kernscale.agent.access.Refusal;
import io.kernscale.agent.access.Refusals;
import io.kernscale.agent.access.Verdict;
import io.kernscale.wire.TestAuthority;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may not read gets an answer that says so, over real HTTP and real TLS. */
class ClosedServerTest {

    private static final CollectionTiming PATIENT =
            new CollectionTiming(Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(5));
    private static final String NAME = "kernscale-agent";

    @TempDir
    static Path work;

    private static TestAuthority ours;
    private static Path goodClient;
    private static Path expiredClient;
    private static Path foreignClient;

    private final AtomicLong nanos = new AtomicLong(1);

    @BeforeAll
    static void issue() {
        ours = new TestAuthority("ours");
        goodClient = ours.client(work.resolve("good"));
        expiredClient = ours.expiredClient(work.resolve("expired"));
        foreignClient = new TestAuthority("theirs").client(work.resolve("foreign"));
    }

    private RunningServer mtls(Path directory, boolean openMetrics) throws IOException {
        return new RunningServer(
                new FakeNodeSource(),
                PATIENT,
                Access.open(new Access.Mode.Mtls(directory), openMetrics, nanos::get),
                64);
    }

    private Path agentFiles(String name) {
        return ours.server(work.resolve(name), NAME);
    }

    @ParameterizedTest
    @CsvSource({"NO_CREDENTIALS, 401", "USER_NOT_ALLOWED, 403", "API_SERVER_AWAY, 503"})
    void aRefusalIsAnAnswerACountAndNothingElse(Refusal refusal, int status) {
        Gate closed = caller -> new Verdict.Refused(refusal, "Not you, sir.");
        var access = new Access(closed, false, new Refusals(System::nanoTime), Optional.empty());
        try (var server = new RunningServer(new FakeNodeSource(), PATIENT, access, 64)) {
            for (String path : new String[] {"/", "/v1/report", "/v1/status", "/v1/pods/a", "/metrics", "/nowhere"}) {
                HttpResponse<byte[]> answer = server.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(status);
                assertThat(new String(answer.body())).isEqualTo("Not you, sir.\n");
            }
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(access.refusals().counts()).containsEntry(refusal, 6L);
        }
    }

    @Test
    void theHeaderReachesTheGate() {
        Gate knock = caller -> caller.authorization().equals("Bearer t")
                ? Verdict.ADMITTED
                : new Verdict.Refused(Refusal.NO_CREDENTIALS, "Knock.");
        var access = new Access(knock, false, new Refusals(System::nanoTime), Optional.empty());
        try (var server = new RunningServer(new FakeNodeSource(), PATIENT, access, 64)) {
            HttpResponse<byte[]> admitted =
                    server.send(server.request("/metrics").header("Authorization", "Bearer t"));
            assertThat(admitted.statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics").headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
            assertThat(new String(admitted.body()))
                    .contains("kernscale_agent_refused_total{reason=\"no_credentials\"} 0");
        }
    }

    @Test
    void aClientOfOurAuthorityReads() throws IOException {
        try (var server = mtls(agentFiles("a1"), false)) {
            var client = new TlsClient(server.port(), goodClient, work.resolve("a1"));
            assertThat(client.status("/v1/report")).isEqualTo(200);
            assertThat(client.status("/metrics")).isEqualTo(200);
        }
    }

    @Test
    void withoutACertificateThereAreTheKubeletsPathsAlone() throws IOException {
        try (var server = mtls(agentFiles("a2"), false)) {
            var client = new TlsClient(server.port(), null, work.resolve("a2"));
            assertThat(client.status("/healthz")).isEqualTo(200);
            assertThat(client.status("/readyz")).isIn(200, 503);
            assertThat(client.status("/v1/report")).isEqualTo(401);
            assertThat(client.status("/metrics")).isEqualTo(401);
        }
    }

    @Test
    void metricsCanBeLeftOpen() throws IOException {
        try (var server = mtls(agentFiles("a3"), true)) {
            var client = new TlsClient(server.port(), null, work.resolve("a3"));
            assertThat(client.status("/metrics")).isEqualTo(200);
            assertThat(client.status("/v1/report")).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"expired", "foreign"})
    void aBadCertificateIsRefusedInTheHandshakeAndCounted(String which) throws IOException {
        Path directory = agentFiles("b-" + which);
        try (var server = mtls(directory, true)) {
            var bad = new TlsClient(server.port(), which.equals("expired") ? expiredClient : foreignClient, directory);
            // in TLS 1.3 the client has finished by then, and may meet the alert or the closed connection
            assertThatThrownBy(() -> bad.status("/healthz"))
                    .rootCause()
                    .satisfiesAnyOf(
                            alert -> assertThat(alert)
                                    .isInstanceOf(SSLException.class)
                                    .hasMessageContaining("certificate"),
                            closed -> assertThat(closed).isInstanceOfAny(EOFException.class, SocketException.class));
            var open = new TlsClient(server.port(), null, directory);
            await().untilAsserted(() -> assertThat(open.text("/metrics")) // the client tries twice
                    .containsPattern("kernscale_agent_refused_total\\{reason=\"certificate_refused\"} [12]\n"));
        }
    }

    @Test
    void plainHttpGetsNothing() throws IOException {
        try (var server = mtls(agentFiles("a4"), true)) {
            assertThatThrownBy(() -> server.get("/healthz")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void filesThatChangeCountFromThenOnEvenOnAConnectionThatIsKept() throws IOException {
        Path directory = agentFiles("c");
        try (var server = mtls(directory, true)) {
            var kept = new TlsClient(server.port(), goodClient, directory);
            assertThat(kept.status("/v1/report")).isEqualTo(200);

            new TestAuthority("next").server(directory, NAME); // another authority, another key
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());

            assertThat(kept.status("/v1/report")).isEqualTo(403);
            var next = new TlsClient(server.port(), null, directory);
            assertThat(next.status("/healthz")).isEqualTo(200); // it trusts the new authority alone
        }
    }

    @Test
    void filesThatBreakLeaveWhatWasReadBefore() throws IOException {
        Path directory = agentFiles("d");
        try (var server = mtls(directory, false)) {
            var client = new TlsClient(server.port(), goodClient, directory);
            Files.writeString(directory.resolve("tls.key"), "no key");
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(client.status("/v1/report")).isEqualTo(200);
        }
    }

    @Test
    void filesThatNeverWereGoodAreNamed() throws IOException {
        Path directory = agentFiles("e");
        Files.writeString(directory.resolve("tls.key"), "-----BEGIN RSA PRIVATE KEY-----");
        assertThatThrownBy(() -> mtls(directory, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tls.key must hold a PKCS #8 key")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        Files.delete(directory.resolve("ca.crt"));
        assertThatThrownBy(() -> mtls(directory, false)).hasMessageContaining("ca.crt");
    }
}
