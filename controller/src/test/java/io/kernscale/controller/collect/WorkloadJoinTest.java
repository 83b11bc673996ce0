// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static io.kernscale.controller.collect.TestReports.disk;
import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadJoinTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");
    private static final WorkloadKey CART_SET = new WorkloadKey("shop", "ReplicaSet", "cart-1");
    private static final WorkloadKey BACKUP = new WorkloadKey("shop", "StatefulSet", "backup");

    private static PodState podOf(WorkloadKey workload, String uid, String node) {
        return new PodState(
                uid, "shop", uid, node, List.of(CART_SET, workload), NOW.minusSeconds(60), 0.5, 1.0, PodNetwork.NONE);
    }

    private static NodeRates rates(String node, Instant arrivedAt, PodReport... pods) {
        PodReport[] before = List.of(pods).stream()
                .map(pod -> pod(pod.uid(), 0, 0, 0, List.of(disk("vda", 0, 0))))
                .toArray(PodReport[]::new);
        RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));
        AgentTrack first = calculator
                .next(AgentTrack.NONE, reportOf(node, 1, before), arrivedAt)
                .track();
        return calculator
                .next(first, reportOf(node, 2, pods), arrivedAt)
                .track()
                .rates();
    }

    private static WorkloadJoin join(ClusterPods pods, NodeRates... rates) {
        return new WorkloadJoin(
                new Cluster(List.of(), pods, List.of()), NameTable.EMPTY, List.of(rates), Duration.ofSeconds(6), NOW);
    }

    @Test
    void addsUpThePodsOfAWorkloadOverNodes() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), podOf(CART, "b", "node-2")));

        Observation seen = join(
                        pods,
                        rates("node-1", NOW, pod("a", 1_000, 500, 0)),
                        rates("node-2", NOW.minusSeconds(1), pod("b", 2_000, 0, 500)))
                .observe(CART, NOW);

        assertThat(seen.cpu().runCores()).isEqualTo(1.5);
        assertThat(seen.cpu().waitCores()).isEqualTo(0.5);
        assertThat(seen.cpu().nodeCores()).isEqualTo(8);
        assertThat(seen.readyPods()).isEqualTo(2);
        assertThat(seen.observedPods()).isEqualTo(2);
        assertThat(seen.observedAt()).isEqualTo(NOW.minusMillis(1_100)); // the oldest report used
    }

    @Test
    void countsTheCoresOfANodeOnce() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), podOf(CART, "b", "node-1")));

        Observation seen = join(pods, rates("node-1", NOW, pod("a", 0, 0, 0), pod("b", 0, 0, 0)))
                .observe(CART, NOW);

        assertThat(seen.cpu().nodeCores()).isEqualTo(4);
    }

    @Test
    void missesThePodOfASilentAgent() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), podOf(CART, "b", "node-2")));

        Observation seen = join(
                        pods,
                        rates("node-1", NOW, pod("a", 1_000, 0, 0)),
                        rates("node-2", NOW.minusSeconds(7), pod("b", 1_000, 0, 0)))
                .observe(CART, NOW);

        assertThat(seen.readyPods()).isEqualTo(2);
        assertThat(seen.observedPods()).isEqualTo(1);
    }

    @Test
    void believesTheAgentOfThePodsOwnNode() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-2")));

        WorkloadJoin join =
                join(pods, rates("node-1", NOW, pod("a", 8_000, 0, 0)), rates("node-2", NOW, pod("a", 1_000, 0, 0)));

        assertThat(join.observe(CART, NOW).cpu().runCores()).isEqualTo(0.5);
        assertThat(join.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.issue()).isEqualTo(RateIssue.POD_ON_OTHER_NODE);
            assertThat(incident.toString())
                    .contains("shop/a")
                    .contains("node-1")
                    .contains("node-2");
        });
    }

    @Test
    void isNotWhollyObservedWhileOwnersAreUnknown() {
        PodState riddle = new PodState("r", "shop", "r", "node-1", null, NOW, null, null, PodNetwork.NONE);
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), riddle));

        Observation seen = join(pods, rates("node-1", NOW, pod("a", 0, 0, 0))).observe(CART, NOW);

        assertThat(seen.readyPods()).isEqualTo(2);
        assertThat(seen.observedPods()).isEqualTo(1);
    }

    @Test
    void observesNothingWithoutReports() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1")));

        assertThat(join(pods).observe(CART, NOW).observedPods()).isZero();
    }

    @Test
    void namesWhoElseUsesTheDisk() {
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), podOf(BACKUP, "b", "node-1")));

        Observation seen = join(
                        pods,
                        rates(
                                "node-1",
                                NOW,
                                pod("a", 0, 0, 0, List.of(disk("vda", 10, 100))),
                                pod("b", 0, 0, 0, List.of(disk("vda", 10, 4_000))),
                                pod("stranger", 0, 0, 0, List.of(disk("vda", 10, 1_000)))))
                .observe(CART, NOW);

        assertThat(seen.disks())
                .singleElement()
                .satisfies(
                        disk -> assertThat(disk.sharers()).containsExactly("shop/StatefulSet/backup", "shop/stranger"));
    }

    @Test
    void namesWhoElseUsesTheCpuOfItsNodes() {
        ClusterPods pods = new ClusterPods(
                List.of(podOf(CART, "a", "node-1"), podOf(CART, "c", "node-2"), podOf(BACKUP, "b", "node-1")));

        Observation seen = join(
                        pods,
                        rates("node-1", NOW, pod("a", 900, 0, 0), pod("b", 1_800, 0, 0), pod("stranger", 600, 0, 0)),
                        rates("node-2", NOW, pod("c", 0, 0, 0), pod("dozer", 60, 0, 0), pod("stranger2", 2_000, 0, 0)),
                        rates("node-3", NOW, pod("far", 2_000, 0, 0)))
                .observe(CART, NOW);

        // 0.03 cores are too few to be anybody's trouble, and node-3 is not its node
        assertThat(seen.neighbours()).containsExactly("shop/stranger2", "shop/StatefulSet/backup", "shop/stranger");
    }

    @Test
    void takesRequestsAndLimitsFromTheYoungestReadyPod() {
        PodState newer = new PodState(
                "n", "shop", "n", "node-1", List.of(CART), NOW.minusSeconds(5), 1.0, null, PodNetwork.NONE);
        PodState starting = new PodState("s", "shop", "s", "node-1", List.of(CART), null, 9.0, 9.0, PodNetwork.NONE);
        ClusterPods pods = new ClusterPods(List.of(podOf(CART, "a", "node-1"), newer, starting));

        assertThat(pods.state(CART, 3)).isEqualTo(new WorkloadState(CART, 3, 2, 1.0, null, NOW.minusSeconds(5)));
    }
}
