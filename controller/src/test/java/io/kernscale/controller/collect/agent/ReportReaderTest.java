// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.agent.ReportReader.Read;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.Reports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ReportReaderTest {

    private static final String GOLDEN = golden();

    private final ReportReader reader = new ReportReader();

    private static String golden() {
        try (InputStream file = NodeReport.class.getResourceAsStream("report-v1.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Read read(String json) throws AgentException {
        return reader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsTheGoldenFile() throws AgentException {
        Read read = read(GOLDEN);

        assertThat(read.report()).isEqualTo(Reports.golden());
        assertThat(read.rejectedRows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN                   | must be a whole number",
                "-1                    | must be a whole number",
                "-Infinity             | must be a whole number",
                "1.5                   | must be a whole number",
                "1e400                 | must be a whole number",
                "9223372036854775808   | must be a whole number",
                "\"81000000001\"       | must be a whole number",
                "null                  | must be a whole number",
                "[1]                   | must be a whole number",
                "{\"a\":{\"b\":[]}}    | must be a whole number",
            })
    void leavesOutOnlyTheRowWithABadNumber(String value, String complaint) throws AgentException {
        Read read = read(GOLDEN.replace("81000000001", value));

        assertThat(read.report().pods()).extracting(PodReport::uid).containsExactly("/system.slice/backup.service");
        assertThat(read.rejectedRows())
                .singleElement()
                .asString()
                .startsWith("pod shop/checkout-6d5f7c9b8-x2x4q: cpu.runNanos")
                .contains(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"runNanos\": 81000000001,", // a missing counter would read as idle
                "\"uid\": \"0b2c7a52-9d54-4a3e-8a6f-0c5f5d9e2a11\",",
                "\"threads\": 17,"
            })
    void leavesOutOnlyTheRowThatMissesAField(String field) throws AgentException {
        Read read = read(GOLDEN.replace(field, ""));

        assertThat(read.report().pods()).hasSize(1);
        assertThat(read.rejectedRows()).singleElement().asString().contains("is missing");
    }

    @Test
    void leavesOutOnlyTheRowWithAnImpossibleGaugeOrQuota() throws AgentException {
        assertThat(read(GOLDEN.replace("\"threads\": 17", "\"threads\": 2147483647"))
                        .rejectedRows())
                .hasSize(1);
        assertThat(read(GOLDEN.replace("\"quotaCores\": 1.5", "\"quotaCores\": NaN"))
                        .rejectedRows())
                .hasSize(1);
        assertThat(read(GOLDEN.replace("\"disks\": [", "\"disks\": [7,")).rejectedRows())
                .hasSize(1);
    }

    @Test
    void leavesOutOnlyTheRowWithImpossibleEdges() throws AgentException {
        assertRejected("\"role\": \"CLIENT\"", "\"role\": \"SPY\"", "Role.SPY");
        assertRejected("\"port\": 5432", "\"port\": 65536", "edge.port must be in [0, 65535], was: 65536");
        assertRejected("\"requests\": 60001,", "", "edges[0].requests is missing");
        assertRejected("10.0.3.7", "7".repeat(65), "edges[0].peer must be at most 64 characters");
        assertRejected("\"10.0.9.1:40312\"", "7", "edges[0].connections must be a list of texts of at most 64");
        assertRejected("10.0.9.1:40312", "7".repeat(65), "edges[0].connections must be a list of texts of at most 64");
        assertRejected(
                "\"10.0.9.1:40312\"",
                String.join(", ", Collections.nCopies(64, "\"10.0.9.1:40312\"")),
                "edges[0].connections must have at most 64 elements, had: 65");
        String edges = GOLDEN.substring(GOLDEN.indexOf("\"edges\": [") + 10, GOLDEN.indexOf("\"samples\": {\n"));
        String edge = edges.substring(edges.indexOf('{'), edges.indexOf('}') + 1);
        assertRejected(edge, edge + ", " + edge, "named twice: CLIENT 10.0.3.7 port 5432");
        assertRejected(
                edge, String.join(", ", Collections.nCopies(4096, edge)), "edges must have at most 4096 elements");
    }

    private void assertRejected(String present, String instead, String complaint) throws AgentException {
        assertThat(GOLDEN).contains(present);

        Read read = read(GOLDEN.replace(present, instead));

        assertThat(read.report().pods()).hasSize(1);
        assertThat(read.rejectedRows()).singleElement().asString().contains(complaint);
    }

    @Test
    void ignoresWhatANewerAgentAdds() throws AgentException {
        String newer = GOLDEN.replace("\"sequence\": 42,", "\"sequence\": 42, \"sockets\": [{\"a\": 1}],")
                .replace("\"runNanos\"", "\"edges\": [], \"runNanos\"")
                .replace("\"feature\": \"SAMPLING\"", "\"feature\": \"TELEPATHY\"");

        Read read = read(newer);

        assertThat(read.rejectedRows()).isEmpty();
        assertThat(read.report().features()).hasSize(4);
        assertThat(read.report().pods()).isEqualTo(Reports.golden().pods());
    }

    @Test
    void refusesAnotherVersion() {
        assertRefused(GOLDEN.replace("agent/v1", "agent/v2"), PollFailure.OTHER_API_VERSION, "agent/v2");
        assertRefused("{}", PollFailure.OTHER_API_VERSION, "none");
    }

    @Test
    void refusesAReportWithoutSense() {
        assertRefused(GOLDEN.replace("\"sequence\": 42", "\"sequence\": -1"), PollFailure.INVALID_REPORT, "sequence");
        assertRefused(GOLDEN.replace("\"epoch\":", "\"epok\":"), PollFailure.INVALID_REPORT, "epoch is missing");
        assertRefused(GOLDEN.replace("\"cpus\": 8", "\"cpus\": NaN"), PollFailure.INVALID_REPORT, "cpus");
        assertRefused("[1, 2]", PollFailure.INVALID_JSON, "not a JSON object");
        assertRefused(GOLDEN + "{}", PollFailure.INVALID_JSON, "follows");
        assertRefused("", PollFailure.INVALID_JSON, "not a JSON object");
    }

    private void assertRefused(String json, PollFailure failure, String complaint) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.failure()).isEqualTo(failure))
                .hasMessageContaining(complaint);
    }

    @Test
    void failsOnEveryTruncation() {
        for (int length = 1; length < GOLDEN.stripTrailing().length(); length += 7) {
            String truncated = GOLDEN.substring(0, length);
            assertThatThrownBy(() -> read(truncated)).isInstanceOfAny(JacksonException.class, AgentException.class);
        }
    }
}
