// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentMainTest {

    private final Logger logger = Logger.getLogger(AgentMain.class.getName());
    private final List<String> said = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(ear);
    }

    @Test
    void aPortInUseIsNamedAndEndsTheAgent() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            int exit =
                    AgentMain.run(Map.of("KERNSCALE_AGENT_PORT", port, "KERNSCALE_AGENT_BIND", "127.0.0.1"), List.of());
            assertThat(exit).isEqualTo(AgentMain.EXIT_PORT);
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("Port " + port)
                    .contains("KERNSCALE_AGENT_PORT");
        }
    }

    @Test
    void aWrongSettingEndsTheAgentWithOneSentence() {
        assertThat(AgentMain.run(Map.of("KERNSCALE_AGENT_PORT", "x"), List.of()))
                .isEqualTo(AgentMain.EXIT_CONFIG);
        assertThat(said).singleElement().asString().contains("was: x");
    }

    @Test
    void argumentsAreRefused() {
        assertThat(AgentMain.run(Map.of(), List.of("--port", "5000"))).isEqualTo(AgentMain.EXIT_CONFIG);
        assertThat(said).singleElement().asString().contains("--port 5000");
    }

    @Test
    void theFirstLineNamesEachFeatureOnce() {
        assertThat(AgentMain.attached(List.of(
                        probe(Feature.SCHEDULER, Source.TP_BTF, ""),
                        probe(Feature.SCHEDULER, Source.TP_BTF, ""),
                        probe(Feature.BLOCK, Source.NONE, "refused"),
                        probe(Feature.LIFECYCLE, Source.RAW_TP, ""),
                        probe(Feature.LIFECYCLE, Source.NONE, "no such hook"))))
                .isEqualTo("scheduler by tp_btf, block not at all (refused),"
                        + " lifecycle by raw_tp and not at all (no such hook)");
    }

    @Test
    void theFirstLineTellsOneReasonOnce() {
        assertThat(AgentMain.attached(List.of(
                        probe(Feature.SCHEDULER, Source.NONE, "no BTF"), probe(Feature.TCP, Source.NONE, "no BTF"))))
                .isEqualTo("none, and the cgroups' files stand in (no BTF)");
    }

    private static ProbeStatus probe(Feature feature, Source source, String reason) {
        return new ProbeStatus(feature, "on_it", "it", source, reason, List.of());
    }
}
