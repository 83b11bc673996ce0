// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static io.kernscale.controller.collect.AnEdge.client;
import static io.kernscale.controller.collect.AnEdge.server;
import static io.kernscale.controller.collect.TestReports.podWith;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static io.kernscale.controller.collect.TestReports.tcpReportOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Traffic of workloads, from the reports of two nodes that took two collections 2 s apart. */
class ServiceMapTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkloadKey WEB = new WorkloadKey("shop", "Deployment", "web");
    private static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");
    private static final WorkloadKey CANARY = new WorkloadKey("shop", "Deployment", "canary");

    private static final ServiceState CART_SERVICE =
            new ServiceState("shop", "cart", List.of("10.96.0.1"), Map.of("app", "cart"), Set.of(80), Set.of());

    private static PodState pod(WorkloadKey workload, String uid, String node, String address) {
        WorkloadKey set = new WorkloadKey("shop", "ReplicaSet", workload.name() + "-1");
        String app = workload.equals(CANARY) ? "cart" : workload.name();
        PodNetwork network =
                new PodNetwork(List.of(address), "192.168.0.1", false, Set.of(), Set.of(), Map.of("app", app));
        return new PodState(uid, "shop", uid, node, List.of(set, workload), NOW, null, null, network);
    }

    private static final List<PodState> PODS = List.of(
            pod(WEB, "web-a", "node-1", "10.1.0.1"),
            pod(WEB, "web-b", "node-2", "10.1.0.2"),
            pod(CART, "cart-a", "node-1", "10.1.0.3"),
            pod(CANARY, "canary-a", "node-2", "10.1.0.4"));

    private static NodeRates rates(String node, PodReport... pods) {
        PodReport[] before = Stream.of(pods).map(pod -> podWith(pod.uid())).toArray(PodReport[]::new);
        return rates(tcpReportOf(node, 1, before), tcpReportOf(node, 2, pods));
    }

    private static NodeRates rates(NodeReport before, NodeReport after) {
        RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));
        AgentTrack first = calculator.next(AgentTrack.NONE, before, NOW).track();
        return calculator.next(first, after, NOW).track().rates();
    }

    private static WorkloadJoin join(NodeRates... rates) {
        Cluster cluster = new Cluster(List.of(), new ClusterPods(PODS), List.of(CART_SERVICE));
        return new WorkloadJoin(cluster, NameTable.EMPTY, List.of(rates), Duration.ofSeconds(6), NOW);
    }

    private static List<String> lines(List<Call> calls) {
        return calls.stream()
                .map(call -> call.peer().displayName() + " port " + call.port() + ": "
                        + call.rates().requestsPerSecond() + "/s, "
                        + call.rates().outstanding())
                .toList();
    }

    @Test
    void addsUpThePodsOfAWorkloadByPeerAndPortMostOutstandingFirst() {
        WorkloadJoin join = join(
                rates(
                        "node-1",
                        podWith(
                                "web-a",
                                client("10.1.0.3", 8080)
                                        .requests(20)
                                        .outstandingMillis(500)
                                        .open(1),
                                client("10.1.0.4", 8080)
                                        .requests(10)
                                        .outstandingMillis(4_000)
                                        .open(2),
                                client("10.1.0.4", 9090).requests(2).open(1),
                                client("", 0).requests(4).outstandingMillis(300).open(1),
                                server("198.51.100.1", 80)
                                        .requests(40)
                                        .outstandingMillis(6_000)
                                        .open(9))),
                rates(
                        "node-2",
                        podWith(
                                "web-b",
                                client("10.1.0.3", 8080)
                                        .requests(60)
                                        .outstandingMillis(1_000)
                                        .open(1))));

        Traffic traffic = join.observe(WEB, NOW).traffic();

        assertThat(lines(traffic.calls()))
                .containsExactly(
                        "shop/Deployment/canary port 8080: 5.0/s, 2.0",
                        "shop/Deployment/cart port 8080: 40.0/s, 0.75", // (20 + 60) and (500 + 1,000) ms in 2 s
                        "other peers port 0: 2.0/s, 0.15",
                        "shop/Deployment/canary port 9090: 1.0/s, 0.0");
        assertThat(lines(traffic.served())).containsExactly("198.51.100.1 port 80: 20.0/s, 3.0");
    }

    @Test
    void dividesWhatGoesToAServiceOfTwoWorkloads() {
        WorkloadJoin join = join(
                rates(
                        "node-1",
                        podWith(
                                "web-a",
                                client("10.96.0.1", 80)
                                        .requests(80)
                                        .answers(80L)
                                        .outstandingMillis(8_000)
                                        .connections("10.1.0.1:1", "10.1.0.1:2", "10.1.0.1:3", "10.1.0.1:4")),
                        podWith("cart-a", server("10.1.0.1", 8080).connections("10.1.0.1:1"))),
                rates(
                        "node-2",
                        podWith(
                                "canary-a",
                                server("10.1.0.1", 8080).connections("10.1.0.1:2", "10.1.0.1:3", "10.1.0.1:4"))));

        List<Call> calls = join.observe(WEB, NOW).traffic().calls();

        assertThat(lines(calls))
                .containsExactly(
                        "shop/Deployment/canary port 80: 30.0/s, 3.0", "shop/Deployment/cart port 80: 10.0/s, 1.0");
        assertThat(calls.getFirst().rates().open()).isEqualTo(3);
        assertThat(calls.getFirst().rates().answers().total()).isEqualTo(60);
        assertThat(lines(join.observe(CART, NOW).traffic().served()))
                .containsExactly("shop/Deployment/web port 8080: 0.0/s, 0.0");
    }

    @Test
    void hasNoTrafficWhereOneOfTheAgentsDoesNotCountIt() {
        NodeRates silent = rates(reportOf("node-2", 1, podWith("web-b")), reportOf("node-2", 2, podWith("web-b")));
        WorkloadJoin join =
                join(rates("node-1", podWith("web-a", client("10.1.0.4", 80).open(1)), podWith("cart-a")), silent);

        assertThat(join.observe(WEB, NOW).traffic()).isNull();
        assertThat(join.observe(CART, NOW).traffic()).isEqualTo(Traffic.NONE);
        assertThat(join.observe(CANARY, NOW).traffic()).isNull(); // no agent at all
    }

    @Test
    void knowsThePeerWhoseNodeHasNoAgent() {
        WorkloadJoin join =
                join(rates("node-1", podWith("web-a", client("10.1.0.4", 80).open(1))));

        assertThat(join.observe(WEB, NOW).traffic().calls())
                .extracting(Call::peer)
                .containsExactly(new Peer.OfWorkload(CANARY));
        assertThat(join.observe(CANARY, NOW).observedPods()).isZero();
    }

    @Test
    void leavesOutAnEdgeThatDidNothing() {
        WorkloadJoin join = join(rates(
                "node-1",
                podWith("web-a", client("10.1.0.9", 80), client("10.1.0.3", 80).open(1))));

        assertThat(join.observe(WEB, NOW).traffic().calls())
                .extracting(Call::peer)
                .containsExactly(new Peer.OfWorkload(CART));
    }

    @Test
    void believesOfAPodThatMovedOnlyItsNewNode() {
        NodeRates old = rates(
                "node-2",
                podWith("web-a", client("10.1.0.4", 80).requests(1_000).open(1)));
        NodeRates present = rates(
                "node-1", podWith("web-a", client("10.1.0.3", 80).requests(2).open(1)));

        assertThat(lines(join(old, present).observe(WEB, NOW).traffic().calls()))
                .containsExactly("shop/Deployment/cart port 80: 1.0/s, 0.0");
    }

    @Test
    void seesTheSameAtANearerOwner() {
        WorkloadJoin join =
                join(rates("node-1", podWith("web-a", client("10.1.0.3", 80).open(1))));

        Observation nearer = join.observe(new WorkloadKey("shop", "ReplicaSet", "web-1"), NOW);

        assertThat(nearer.readyPods()).isEqualTo(2);
        assertThat(nearer.traffic()).isEqualTo(join.observe(WEB, NOW).traffic());
    }

    @Test
    void listsEachWorkloadOnceByItsLastOwner() {
        WorkloadJoin join = join(rates("node-1", podWith("web-a")));

        assertThat(join.workloads()).containsExactlyInAnyOrder(WEB, CART, CANARY);
    }

    @Test
    void listsWorkloadsThatAreReadyOrSeenAndWhoseOwnersAreKnown() {
        List<PodState> pods = List.of(
                new PodState("lone", "shop", "lone", "node-1", List.of(), NOW, null, null, PodNetwork.NONE),
                new PodState("riddle", "shop", "riddle", "node-1", null, NOW, null, null, PodNetwork.NONE),
                new PodState("seen", "shop", "seen", "node-1", List.of(CART), null, null, null, PodNetwork.NONE),
                new PodState("unseen", "shop", "unseen", "node-1", List.of(WEB), null, null, null, PodNetwork.NONE));
        WorkloadJoin join = new WorkloadJoin(
                new Cluster(List.of(), new ClusterPods(pods), List.of()),
                NameTable.EMPTY,
                List.of(rates("node-1", podWith("seen"), podWith("riddle"))),
                Duration.ofSeconds(6),
                NOW);

        assertThat(join.workloads()).containsExactlyInAnyOrder(new WorkloadKey("shop", "Pod", "lone"), CART);
        assertThat(join.observe(new WorkloadKey("shop", "Pod", "lone"), NOW).readyPods())
                .isEqualTo(2); // the riddle may be one of its own
    }

    @Test
    void addsUpTheClientsOfAServer() {
        AnEdge[] clients = IntStream.range(0, 1_000)
                .mapToObj(
                        i -> server("198.51.100." + i % 250, 1 + i).requests(2).open(1))
                .toArray(AnEdge[]::new);

        assertThat(join(rates("node-1", podWith("cart-a", clients)))
                        .observe(CART, NOW)
                        .traffic()
                        .inbound()
                        .requestsPerSecond())
                .isEqualTo(1_000);
    }
}
