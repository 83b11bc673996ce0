// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.Reports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Every path and every refusal, over real HTTP. */
class AgentServerTest {

    private static final CollectionTiming PATIENT =
            new CollectionTiming(Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(5));

    private final ObjectMapper mapper = JsonMapper.shared();
    private final RunningServer server = new RunningServer(new FakeNodeSource(), PATIENT, 64);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/report", "/v1/report?pretty=1"})
    void servesTheReport(String path) {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        NodeReport report = mapper.readValue(answer.body(), NodeReport.class);
        assertThat(report.pods()).isEqualTo(Reports.golden().pods());
        assertThat(report.sequence()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/report", "/metrics"})
    void gzipHoldsTheSame(String path) throws IOException {
        HttpResponse<byte[]> packed = server.send(server.request(path).header("Accept-Encoding", "gzip"));
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(lasting(new String(in.readAllBytes(), UTF_8))).isEqualTo(lasting(server.text(path)));
        }
    }

    /** Without what differs from one answer to the next. */
    private static String lasting(String text) {
        return text.replaceAll("\"(ageMillis|sequence)\":\\d+", "").replaceAll("(?m)^kernscale_agent_.*\n", "");
    }

    @Test
    void servesOnePodWithItsContainers() {
        JsonNode detail = mapper.readTree(
                server.get("/v1/pods/0b2c7a52-9d54-4a3e-8a6f-0c5f5d9e2a11").body());
        assertThat(mapper.treeToValue(detail.get("pod"), PodReport.class))
                .isEqualTo(Reports.golden().pods().getFirst());
        assertThat(detail.at("/containers/0/id").asString()).isEqualTo("ab12");
        assertThat(detail.at("/containers/0/cpu/runNanos").asLong()).isEqualTo(81_000_000_001L);
        assertThat(detail.at("/containers/0/edges/0/peer").asString()).isEqualTo("10.0.3.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/pods//system.slice/backup.service", "/v1/pods/%2Fsystem.slice%2Fbackup.service"})
    void servesAPlainCgroupByItsPath(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void statusSaysHowEachProbeFares() {
        server.text("/v1/report");
        JsonNode status = mapper.readTree(server.get("/v1/status").body());
        assertThat(status.at("/probes/0/source").asString()).isEqualTo("TP_BTF");
        assertThat(status.at("/probes/1/verifierLog/0").asString()).isEqualTo("R1 invalid mem access 'scalar'");
        assertThat(status.at("/maps/0/usedRatio").asDouble()).isEqualTo(0.25); // 30 of 120
        assertThat(status.at("/losses/0/reason").asString()).isEqualTo("cgroup_slots_full");
        assertThat(status.at("/attribution/names/source").asString()).isEqualTo("kubernetes-api");
        assertThat(status.at("/self/rssBytes").asLong()).isGreaterThan(10_000_000);
        assertThat(status.at("/self/userCpuSeconds").asDouble()).isPositive();
        assertThat(status.at("/self/httpAnswers/200").asLong()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"/healthz, ok", "/readyz, ready"})
    void probesOfTheKubeletAreAnswered(String path, String text) {
        await().untilAsserted(() -> {
            assertThat(server.get(path).statusCode()).isEqualTo(200);
            assertThat(server.text(path)).isEqualTo(text + "\n");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /nope                    | 404 | There is no such path here; those known are /, /v1/report
            /v1                      | 404 | There is no such path here
            /v1/pods                 | 404 | There is no such path here
            /v1/report/              | 404 | There is no such path here
            /v1/pods/unknown         | 404 | No pod unknown is known on this node
            /v1/pods/                | 400 | A pod's uid has 1 to 1024 letters
            /v1/pods/a%20b           | 400 | A pod's uid has 1 to 1024 letters
            /v1/pods/a/b             | 400 | A pod's uid has 1 to 1024 letters
            /v1/pods/%2Fa%0Ab        | 400 | A pod's uid has 1 to 1024 letters
            """)
    void refusesWithOneSentence(String path, int status, String sentence) {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), UTF_8)).startsWith(sentence).endsWith(".\n");
    }

    @Test
    void refusesAUidThatIsTooLong() {
        assertThat(server.get("/v1/pods/" + "a".repeat(1_025)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAPathThatIsTooLong() {
        HttpResponse<byte[]> answer = server.get("/" + "a".repeat(3_000));
        assertThat(answer.statusCode()).isEqualTo(414);
        assertThat(new String(answer.body(), UTF_8)).contains("2048");
    }

    @Test
    void refusesTooManyHeaders() {
        HttpResponse<byte[]> answer = server.send(server.request("/").header("X-Long", "a".repeat(20_000)));
        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(new String(answer.body(), UTF_8)).contains("send fewer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void refusesToBeChanged(String method) {
        HttpResponse<byte[]> answer =
                server.send(server.request("/v1/report").method(method, BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/report", "/metrics", "/v1/status", "/healthz", "/nope"})
    void headHasTheHeadersAlone(String path) {
        HttpResponse<byte[]> head = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(server.get(path).statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    }

    @Test
    void ageGrowsWhileCollectionsFail() {
        assertThat(server.get("/v1/report").statusCode()).isEqualTo(200);
        server.node.script = number -> {
            throw new IllegalStateException("no more");
        };
        await().untilAsserted(() -> {
            NodeReport report = mapper.readValue(server.get("/v1/report").body(), NodeReport.class);
            assertThat(report.ageMillis()).isGreaterThan(600);
        });
        JsonNode status = mapper.readTree(server.get("/v1/status").body());
        assertThat(status.at("/collection/failures").asLong()).isPositive();
        assertThat(status.at("/collection/lastFailure").asString()).contains("no more");
    }

    @Test
    void isNotReadyBeforeTheFirstCollection() {
        var timing = new CollectionTiming(Duration.ofMillis(250), Duration.ofMillis(1), Duration.ofSeconds(5));
        var node = new FakeNodeSource();
        var release = new CountDownLatch(1);
        node.script = number -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return FakeNodeSource.golden(number);
        };
        try (var idle = new RunningServer(node, timing, 64)) {
            for (String path : new String[] {"/readyz", "/v1/report", "/v1/status", "/metrics"}) {
                HttpResponse<byte[]> answer = idle.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            }
            assertThat(idle.get("/healthz").statusCode()).isEqualTo(200);
            release.countDown();
        }
    }
}
