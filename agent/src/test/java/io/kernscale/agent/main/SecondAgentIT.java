// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.RequiresKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two agents that want the same node, each a process of its own on the real kernel. */
@RequiresKernel
class SecondAgentIT {

    @TempDir
    private Path directory;

    private Map<String, String> onePerNode = Map.of();
    private RunningAgent first;
    private RunningAgent second;

    @BeforeEach
    void start() throws IOException {
        Path cgroups = Files.createDirectories(directory.resolve("host/sys/fs/cgroup"));
        Files.writeString(cgroups.resolve("cgroup.controllers"), "cpu\n"); // so this machine's own agent is not met
        onePerNode = Map.of(
                "KERNSCALE_AGENT_ONE_PER_NODE",
                "true",
                "HOST_ROOT",
                directory.resolve("host").toString());
        first = agent("first", onePerNode);
        first.awaitReady();
        second = agent("second", onePerNode);
        await().atMost(Duration.ofSeconds(60)).until(() -> second.log().contains("another agent watches this node"));
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
    }

    private RunningAgent agent(String name, Map<String, String> variables) throws IOException {
        return RunningAgent.launch(Files.createDirectories(directory.resolve(name)), variables);
    }

    @Test
    void theSecondWaitsWithoutProbesAndTellsEveryReaderWhy() throws IOException {
        assertThat(second.log())
                .contains("; where two installations are in the cluster, uninstall one of them: kubectl");
        assertThat(second.log()).doesNotContain("serving on");
        assertThat(second.status("/healthz")).isEqualTo(200);
        assertThat(second.status("/readyz")).isEqualTo(503);
        assertThat(second.body("/v1/status")).isEqualTo(NodeTurn.TAKEN + "\n");
        assertThat(first.get("/readyz")).isEqualTo("ready\n");
    }

    @Test
    void theSecondTakesOverWhenTheFirstIsKilled() throws IOException {
        first.close();
        second.awaitReady();
        assertThat(second.get("/v1/status")).contains("\"probes\"");
        assertThat(second.log()).contains("serving on 127.0.0.1:" + second.port());
    }

    @Test
    void theSecondEndsWhenItIsToldToWhileItWaits() throws InterruptedException {
        second.process().destroy();
        assertThat(second.process().waitFor(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void anAgentThatMayShareANodeDoesSo() throws IOException {
        try (var third = agent("third", Map.of("HOST_ROOT", onePerNode.get("HOST_ROOT")))) {
            third.awaitReady();
            assertThat(third.log()).contains("serving on 127.0.0.1:" + third.port());
        }
    }
}
