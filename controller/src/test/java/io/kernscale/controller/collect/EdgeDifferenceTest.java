// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static io.kernscale.controller.collect.AnEdge.client;
import static io.kernscale.controller.collect.AnEdge.server;
import static io.kernscale.controller.collect.TestReports.podWith;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static io.kernscale.controller.collect.TestReports.tcpReportOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.RateCalculator.Step;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edges through the calculator: collections of a node of 4 CPUs, 2 s apart. */
class EdgeDifferenceTest {

    private static final String DB = "10.0.0.7";

    private final RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));

    private Step step(PodReport before, PodReport after) {
        return step(tcpReportOf("node-1", 1, before), tcpReportOf("node-1", 2, after));
    }

    private Step step(NodeReport before, NodeReport after) {
        return calculator.next(
                calculator.next(AgentTrack.NONE, before, Instant.EPOCH).track(), after, Instant.EPOCH);
    }

    private static List<PodEdge> edges(Step step) {
        return step.track().rates().pods().get("a").edges();
    }

    @Test
    void dividesCountersByTheWindowAndKeepsGauges() {
        Step step = step(
                podWith(
                        "a",
                        client(DB, 5432)
                                .opened(5)
                                .requests(100)
                                .outstandingMillis(1_000)
                                .answers(0L, 100L)),
                podWith(
                        "a",
                        client(DB, 5432)
                                .opened(9)
                                .open(8)
                                .bytes(4_096)
                                .requests(300)
                                .outstandingMillis(7_000)
                                .outstanding(4)
                                .rttMicros(250)
                                .answers(0L, 240L, 60L)
                                .connections("10.0.1.1:40000")));

        assertThat(edges(step)).singleElement().satisfies(edge -> {
            assertThat(edge.role()).isEqualTo(Role.CLIENT);
            assertThat(edge.peer()).isEqualTo(DB);
            assertThat(edge.port()).isEqualTo(5432);
            assertThat(edge.connections()).containsExactly(ClientSocket.parse("10.0.1.1:40000"));
            EdgeRates rates = edge.rates();
            assertThat(rates.open()).isEqualTo(8);
            assertThat(rates.openedPerSecond()).isEqualTo(2);
            assertThat(rates.sentBytesPerSecond()).isEqualTo(2_048);
            assertThat(rates.rttSeconds()).isEqualTo(0.00025);
            assertThat(rates.requestsPerSecond()).isEqualTo(100); // 200 in 2 s
            assertThat(rates.outstanding()).isEqualTo(3); // 6 s of waiting in 2 s
            assertThat(rates.outstandingNow()).isEqualTo(4);
            assertThat(rates.answers().counts()).containsExactly(0L, 140L, 60L);
        });
        assertThat(step.incidents()).isEmpty();
    }

    @Test
    void takesANewEdgeFromZeroButNotThoseOfANewPod() {
        Step step =
                step(podWith("a"), podWith("a", server("10.0.1.1", 80).opened(1).requests(10)));

        assertThat(edges(step))
                .singleElement()
                .satisfies(edge -> assertThat(edge.rates().requestsPerSecond()).isEqualTo(5));
        Step newPod = step(podWith("b"), podWith("a", server("10.0.1.1", 80).requests(10)));
        assertThat(newPod.track().rates().pods()).doesNotContainKey("a");
    }

    @Test
    void tellsEdgesApartByRolePeerAndPort() {
        AnEdge[] before = {
            client(DB, 80).requests(1),
            client(DB, 81).requests(2),
            server(DB, 80).requests(3)
        };
        AnEdge[] after = {
            server(DB, 80).requests(9),
            client(DB, 81).requests(6),
            client(DB, 80).requests(3)
        };

        assertThat(edges(step(podWith("a", before), podWith("a", after))))
                .extracting(edge -> edge.rates().requestsPerSecond())
                .containsExactly(3.0, 2.0, 1.0);
    }

    record LeftOut(String name, AnEdge before, AnEdge after, RateIssue issue, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<LeftOut> edgesThatCannotBeRight() {
        return Stream.of(
                new LeftOut(
                        "its row was used again",
                        client(DB, 80).requests(100),
                        client(DB, 80).requests(99),
                        RateIssue.EDGE_WENT_BACK,
                        "CLIENT edge 10.0.0.7 port 80: requests is lower than before"),
                new LeftOut(
                        "outstanding time went back",
                        client("", 0).outstandingMillis(5),
                        client("", 0).outstandingMillis(4),
                        RateIssue.EDGE_WENT_BACK,
                        "CLIENT edge of other peers: outstandingNanos is lower"),
                new LeftOut(
                        "one connection, 9 turns at once",
                        client(DB, 80).open(1),
                        client(DB, 80).open(1).outstandingMillis(18_000),
                        RateIssue.ABSURD_EDGE,
                        "9.0 turns at once, 3.1 are plausible"), // (1 + 1) * 1.05 + 1
                new LeftOut(
                        "100 million requests a second on 4 CPUs",
                        client(DB, 80),
                        client(DB, 80).requests(200_000_000),
                        RateIssue.ABSURD_EDGE,
                        "requests grew faster than a machine can do"),
                new LeftOut(
                        "enormous bytes",
                        client(DB, 80),
                        client(DB, 80).bytes(Long.MAX_VALUE),
                        RateIssue.ABSURD_EDGE,
                        "sentBytes grew faster"),
                new LeftOut(
                        "enormous histogram",
                        client(DB, 80),
                        client(DB, 80).answers(Long.MAX_VALUE, Long.MAX_VALUE),
                        RateIssue.ABSURD_EDGE,
                        "answerHistogram grew faster"),
                new LeftOut(
                        "a round trip of a day",
                        client(DB, 80),
                        client(DB, 80).rttMicros(86_400_000_000L),
                        RateIssue.ABSURD_EDGE,
                        "a round trip of 86400000000 µs"));
    }

    @ParameterizedTest
    @MethodSource("edgesThatCannotBeRight")
    void leavesOutOnlyTheEdgeThatIsWrongAndNamesIt(LeftOut row) {
        Step step = step(
                podWith("a", row.before, server("10.0.1.1", 80)),
                podWith("a", row.after, server("10.0.1.1", 80).requests(4)));

        assertThat(edges(step))
                .singleElement()
                .satisfies(edge -> assertThat(edge.role()).isEqualTo(Role.SERVER));
        assertThat(step.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.issue()).isEqualTo(row.issue);
            assertThat(incident.subject()).isEqualTo("pod shop/a");
            assertThat(incident.detail()).contains(row.detail);
        });
    }

    @Test
    void acceptsOneTurnForEachConnectionAndAttempt() {
        Step step = step(
                podWith("a", client(DB, 80).open(40).outstanding(40)),
                podWith("a", client(DB, 80).open(40).outstanding(40).outstandingMillis(80_000)));

        assertThat(edges(step))
                .singleElement()
                .satisfies(edge -> assertThat(edge.rates().outstanding()).isEqualTo(40));
    }

    @Test
    void hasNoEdgesWhereOneOfTheReportsDoesNotCountThem() {
        PodReport pod = podWith("a", client(DB, 80));

        assertThat(edges(step(reportOf("node-1", 1, pod), reportOf("node-1", 2, pod))))
                .isNull();
        assertThat(edges(step(reportOf("node-1", 1, pod), tcpReportOf("node-1", 2, pod))))
                .isNull();
        assertThat(edges(step(tcpReportOf("node-1", 1, pod), reportOf("node-1", 2, pod))))
                .isNull();
        assertThat(edges(step(podWith("a"), podWith("a")))).isEmpty();
    }

    @Test
    void saysRecycledRowsToNobodyButTheCounters() {
        assertThat(RateIssue.EDGE_WENT_BACK.notable()).isFalse();
        assertThat(RateIssue.ABSURD_EDGE.notable()).isTrue();
    }
}
