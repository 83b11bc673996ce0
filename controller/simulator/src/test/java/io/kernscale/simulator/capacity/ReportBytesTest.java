// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportBytesTest {

    private static final Layout LAYOUT = new Layout(4, 2, Family.IPV4, 0);
    private static final long NANOS = 2_000_000_000;

    @Test
    void eachPodOfANodeHasARowOfItsOwn() throws IOException {
        assertThat(rows(1))
                .extracting(row -> row.get("uid").asString())
                .containsExactlyElementsOf(IntStream.iterate(1, pod -> pod < 60, pod -> pod + 2)
                        .mapToObj(Layout::uid)
                        .toList());
    }

    /** Pod 31 is the second of workload 2: it asks 3 and 0, and the second pods of 1 and 0 ask it. */
    @Test
    void bothEndsOfAConnectionTellOfIt() throws IOException {
        JsonNode row = rows(1).get(15);

        assertThat(row.get("uid").asString()).isEqualTo(Layout.uid(31));
        assertThat(edges(row))
                .containsExactly(
                        "CLIENT 172.100.100.103:80 by 10.100.100.131:40001",
                        "SERVER 10.100.100.116:8080 by 10.100.100.116:40001",
                        "CLIENT 172.100.100.100:80 by 10.100.100.131:40002",
                        "SERVER 10.100.100.101:8080 by 10.100.100.101:40002");
    }

    @Test
    void addressesMayBeOfIpv6() throws IOException {
        JsonNode report = JsonMapper.shared().readTree(new ReportBytes(new Layout(4, 2, Family.IPV6, 0)).of(1, NANOS));

        assertThat(edges(report.get("pods").get(15)))
                .contains(
                        "CLIENT fd00:10:96::0000:0003:80 by [fd00:10:8:2::0000:001f]:40001",
                        "SERVER fd00:10:8:2::0000:0010:8080 by [fd00:10:8:2::0000:0010]:40001");
    }

    @Test
    void withoutConnectionsNobodyIsSaidToCountThem() throws IOException {
        JsonNode report = JsonMapper.shared().readTree(new ReportBytes(new Layout(4, 0, Family.IPV4, 0)).of(0, NANOS));

        assertThat(report.get("pods").get(0).has("edges")).isFalse();
        assertThat(report.get("features").toString()).contains("SCHEDULER").doesNotContain("TCP");
    }

    private static List<JsonNode> rows(int node) throws IOException {
        JsonNode report = JsonMapper.shared().readTree(new ReportBytes(LAYOUT).of(node, NANOS));
        return list(report.get("pods"));
    }

    private static List<String> edges(JsonNode row) {
        return list(row.get("edges")).stream()
                .map(edge -> "%s %s:%s by %s"
                        .formatted(
                                edge.get("role").asString(),
                                edge.get("peer").asString(),
                                edge.get("port").asInt(),
                                edge.get("connections").get(0).asString()))
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
