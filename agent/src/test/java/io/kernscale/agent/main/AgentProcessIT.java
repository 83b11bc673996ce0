// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.RequiresKernel;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent as it is shipped: a process of its own on the real kernel. */
@RequiresKernel
class AgentProcessIT {

    private static final Path JVM_OPTIONS = Path.of("src/main/jvm/agent.options");

    @TempDir
    private Path directory;

    private Process agent;
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + JVM_OPTIONS,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dsun.net.httpserver.maxReqTime=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "KERNSCALE_AGENT_PORT", Integer.toString(port),
                        "KERNSCALE_AGENT_BIND", "127.0.0.1",
                        "NODE_NAME", "node-of-the-test",
                        "KERNSCALE_AGENT_API_SERVER", "none"));
        agent = builder.start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/readyz").equals("ready\n"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        agent.destroyForcibly().waitFor();
    }

    @Test
    void everyFeatureDeliversAndSaysHow() throws IOException {
        NodeReport report = JsonMapper.shared().readValue(get("/v1/report"), NodeReport.class);
        assertThat(report.node()).isEqualTo("node-of-the-test");
        assertThat(report.features())
                .hasSize(Feature.values().length)
                .noneMatch(feature -> feature.source() == Source.NONE);
        JsonNode status = JsonMapper.shared().readTree(get("/v1/status"));
        assertThat(status.get("probes").size()).isGreaterThanOrEqualTo(4);
        assertThat(status.at("/maps/0/capacity").asLong()).isPositive();
        assertThat(get("/metrics")).contains("kernscale_agent_probe_attached");
        assertThat(Files.readString(log())).contains("serving on 127.0.0.1:" + port + "; probes: scheduler by ");
    }

    @Test
    void sigtermEndsItAndFreesThePort() throws Exception {
        agent.destroy();
        assertThat(agent.waitFor(Duration.ofSeconds(20))).isTrue();
        assertThat(agent.exitValue()).isEqualTo(128 + 15);
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void aClientThatNeverFinishesAskingIsDropped() throws IOException {
        try (var slow = new Socket()) {
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            slow.getOutputStream().write("GET /v1/rep".getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout(30_000);
            assertThat(slow.getInputStream().readAllBytes()).isEmpty();
        }
    }

    private Path log() {
        return directory.resolve("agent.log");
    }

    private String get(String path) throws IOException {
        try (var body = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
