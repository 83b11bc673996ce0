// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.RequiresKernel;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent as it is shipped: a process of its own on the real kernel. */
@RequiresKernel
class AgentProcessIT {

    @TempDir
    private Path directory;

    private RunningAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = RunningAgent.start(directory);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void everyFeatureDeliversAndSaysHow() throws IOException {
        NodeReport report = JsonMapper.shared().readValue(agent.get("/v1/report"), NodeReport.class);
        assertThat(report.node()).isEqualTo("node-of-the-test");
        assertThat(report.features())
                .hasSize(Feature.values().length)
                .noneMatch(feature -> feature.source() == Source.NONE);
        JsonNode status = JsonMapper.shared().readTree(agent.get("/v1/status"));
        assertThat(status.get("probes").size()).isGreaterThanOrEqualTo(4);
        assertThat(status.at("/maps/0/capacity").asLong()).isPositive();
        assertThat(agent.get("/metrics")).contains("kernscale_agent_probe_attached");
        assertThat(agent.log()).contains("serving on 127.0.0.1:" + agent.port() + "; probes: scheduler by ");
    }

    @Test
    void sigtermEndsItAndFreesThePort() throws Exception {
        agent.process().destroy();
        assertThat(agent.process().waitFor(Duration.ofSeconds(20))).isTrue();
        assertThat(agent.process().exitValue()).isEqualTo(128 + 15);
        new ServerSocket(agent.port(), 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void aClientThatNeverFinishesAskingIsDropped() throws IOException {
        try (var slow = new Socket()) {
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), agent.port()));
            slow.getOutputStream().write("GET /v1/rep".getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout(30_000);
            assertThat(slow.getInputStream().readAllBytes()).isEmpty();
        }
    }
}
