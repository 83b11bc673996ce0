// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.HostFixture.CONTAINER;
import static io.kernscale.agent.cgroup.HostFixture.CONTAINER_2;
import static io.kernscale.agent.cgroup.HostFixture.POD_PATH;
import static io.kernscale.agent.cgroup.HostFixture.UID;
import static io.kernscale.agent.cgroup.HostFixture.UID_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.cgroup.PodDetail.Container;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.HotSpot;
import io.kernscale.wire.LossCounter;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCollectorTest {
    @TempDir
    Path root;

    private final FakeKernelProbes probes = new FakeKernelProbes();
    private final FixedNames names = new FixedNames();
    private HostFixture host;

    @BeforeEach
    void setUp() {
        host = HostFixture.pure(root);
    }

    private NodeCollector collector() {
        return new NodeCollector(host.settings(), probes, names);
    }

    private static PodReport only(NodeReport report) {
        assertThat(report.pods()).hasSize(1);
        return report.pods().getFirst();
    }

    @Test
    void sumsAPodOverItsCgroups() {
        host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        long below = host.mkdir(POD_PATH + "/" + CONTAINER + "/worker");
        long second = host.mkdir(POD_PATH + "/" + CONTAINER_2);
        probes.runs(first, 100, 1_500).runs(below, 20).runs(second, 3).samples(first, 5, 6);
        probes.reads(first, 8, 0, 4096).reads(second, 8, 0, 1).reads(0, 8, 0, 999); // the last is nobody's

        PodReport pod = only(collector().collect());

        assertThat(pod.uid()).isEqualTo(UID);
        assertThat(pod.kind()).isEqualTo(PodReport.Kind.POD);
        assertThat(pod.containers()).isEqualTo(2);
        assertThat(pod.cpu().runNanos()).isEqualTo(123);
        assertThat(pod.cpu().waitContentionNanos()).isEqualTo(1_500);
        assertThat(pod.cpu().waitHistogram()).containsExactly(1L);
        assertThat(pod.cpu().involuntarySwitches()).isEqualTo(3 * (1 + 2 + 3));
        assertThat(pod.cpu().threads()).isEqualTo(6);
        assertThat(pod.samples().user()).isEqualTo(5);
        assertThat(pod.disks()).singleElement().satisfies(disk -> {
            assertThat(disk.readBytes()).isEqualTo(4097);
            assertThat(disk.inFlight()).isEqualTo(2);
        });
    }

    @Test
    void tellsContainersApart() {
        host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        long below = host.mkdir(POD_PATH + "/" + CONTAINER + "/worker");
        long second = host.mkdir(POD_PATH + "/" + CONTAINER_2);
        probes.runs(first, 100).runs(below, 20).runs(second, 3);

        assertThat(only(collector().collect()).usage())
                .containsExactlyInAnyOrder(
                        new ContainerUsage(CONTAINER, 120, null), new ContainerUsage(CONTAINER_2, 3, null));
    }

    @Test
    void numbersItsCollectionsWithinOneEpoch() {
        NodeCollector collector = collector();
        NodeReport first = collector.collect();
        NodeReport second = collector.collect();

        assertThat(first.apiVersion()).isEqualTo(NodeReport.API_VERSION);
        assertThat(first.node()).isEqualTo("node-1");
        assertThat(List.of(first.sequence(), second.sequence())).containsExactly(1L, 2L);
        assertThat(second.epoch()).isEqualTo(first.epoch());
        assertThat(collector().collect().epoch()).isNotEqualTo(first.epoch());
    }

    @Test
    void keepsWhatAnEndedContainerCounted() {
        host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        NodeCollector collector = collector();
        probes.runs(first, 100);
        collector.collect();

        probes.removed(first, POD_PATH + "/" + CONTAINER).runs(first, 150).later(2);
        long second = first + 1_000_000;
        probes.created(second, POD_PATH + "/" + CONTAINER_2).runs(second, 7);
        PodReport restarted = only(collector.collect());
        assertThat(restarted.cpu().runNanos()).isEqualTo(157);
        assertThat(restarted.cpu().threads()).as("the ended have none").isEqualTo(2);
        assertThat(restarted.containers()).isEqualTo(1);

        probes.later(5);
        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(157);
        assertThat(probes.forgotten()).containsExactly(first);
        probes.later(5);
        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(157);
    }

    @Test
    void attributesAContainerThatWasBornAndEndedBetweenTwoReadings() {
        NodeCollector collector = collector();
        collector.collect();
        String path = POD_PATH + "/" + CONTAINER;
        probes.created(77, path).removed(77, path).runs(77, 200).later(2);

        PodReport pod = only(collector.collect());

        assertThat(pod.cpu().runNanos()).isEqualTo(200);
        assertThat(pod.containers()).isZero();
    }

    @Test
    void keepsCountersThatTheKernelDroppedWithTheCgroup() {
        host.mkdir(POD_PATH);
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        NodeCollector collector = collector();
        probes.runs(container, 100);
        collector.collect();
        probes.removed(container, POD_PATH + "/" + CONTAINER)
                .vanishes(container)
                .later(2);

        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(100);
    }

    @Test
    void showsAPodThatIsGoneForAMinute() {
        String path = POD_PATH + "/" + CONTAINER;
        NodeCollector collector = collector();
        probes.created(77, path).removed(77, path).runs(77, 200);
        collector.collect();

        probes.later(59);
        assertThat(collector.collect().pods()).hasSize(1);
        probes.later(2);
        assertThat(collector.collect().pods()).isEmpty();
    }

    @Test
    void explainsACgroupThatWasBornAfterTheEventsWereRead() {
        NodeCollector collector = collector();
        collector.collect();
        probes.beforeRead(() -> probes.runs(77, 5)).later(2);
        assertThat(collector.collect().pods()).isEmpty();
        probes.created(77, POD_PATH + "/" + CONTAINER).runs(77, 9).later(2);

        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(9);
        assertThat(probes.forgotten()).isEmpty();
    }

    @Test
    void countsACgroupThatNothingExplains() {
        NodeCollector collector = collector();
        probes.runs(77, 5);
        collector.collect();
        probes.later(2);
        assertThat(collector.collect().losses()).as("not before a walk").isEmpty();
        probes.later(2);
        NodeReport report = collector.collect();

        assertThat(report.losses()).containsExactly(new LossCounter(Feature.LIFECYCLE, "unresolved_cgroups", 1));
        assertThat(probes.forgotten()).containsExactly(77L);
        probes.runs(77, 6).later(2);
        collector.collect();
        probes.later(2);
        assertThat(collector.collect().losses()).as("once").isEqualTo(report.losses());
    }

    @Test
    void walksTheTreeWhenEventsWereLost() {
        NodeCollector collector = collector();
        collector.collect();
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        probes.losesEvents().runs(container, 8).later(2);

        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(8);
        assertThat(collector.status().treeWalks()).isEqualTo(2);
    }

    @Test
    void walksTheTreeWhereNoEventsAreDelivered() {
        probes.breakFeature(Feature.LIFECYCLE);
        NodeCollector collector = collector();
        collector.collect();
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        probes.runs(container, 8).later(2);
        collector.collect();
        probes.later(2);
        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(8);

        host.rmdir("/kubepods");
        probes.later(11);
        collector.collect(); // the next walk is due by the clock of this sample
        probes.later(2);
        assertThat(only(collector.collect()).containers()).isZero();
        assertThat(collector.collect().features()).anySatisfy(feature -> {
            assertThat(feature.feature()).isEqualTo(Feature.LIFECYCLE);
            assertThat(feature.source()).isEqualTo(Source.FILES);
            assertThat(feature.detail()).contains("walked").contains("refused.");
        });
    }

    @Test
    void marksTheCgroupsOfPods() {
        host.mkdir("/system.slice/cron.service");
        long own = host.mkdir(POD_PATH);
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);

        collector().collect();

        assertThat(probes.marked()).containsExactlyInAnyOrder(own, container);
    }

    @Test
    void namesPodsAndLeavesIgnoredNamespacesOut() {
        host.mkdir(POD_PATH);
        host.mkdir(HostFixture.pod(UID_2));
        names.with(UID, new PodName(UID, "shop", "cart-1")).with(UID_2, new PodName(UID_2, "kube-system", "dns"));
        NodeCollector collector = collector();

        PodReport pod = only(collector.collect());

        assertThat(pod.namespace()).isEqualTo("shop");
        assertThat(pod.name()).isEqualTo("cart-1");
        assertThat(collector.pod(UID_2)).isEmpty();
    }

    @Test
    void callsAStaticPodByTheUidOfItsMirror() {
        String hash = "9729a196c4723b60ab401eaff722982d";
        host.mkdir("/kubepods/burstable/pod" + hash);
        NodeCollector collector = collector();
        assertThat(only(collector.collect()).uid()).isEqualTo(hash);
        names.with(hash, new PodName(UID, "infra", "proxy-node-1"));

        assertThat(only(collector.collect()).uid()).isEqualTo(UID);
        assertThat(collector.pod(UID)).isPresent();
        assertThat(collector.pod(hash)).isPresent();
    }

    @Test
    void breaksAPodDownByContainer() {
        long own = host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        long below = host.mkdir(POD_PATH + "/" + CONTAINER + "/worker");
        long second = host.mkdir(POD_PATH + "/" + CONTAINER_2);
        probes.runs(own, 1).runs(first, 10).runs(below, 20).runs(second, 40);
        NodeCollector collector = collector();
        collector.collect();

        PodDetail detail = collector.pod(UID).orElseThrow();

        assertThat(detail.pod().cpu().runNanos()).isEqualTo(71);
        assertThat(detail.containers()).extracting(Container::id).containsExactly("", CONTAINER, CONTAINER_2);
        assertThat(detail.containers())
                .extracting(container -> container.cpu().runNanos())
                .containsExactly(1L, 30L, 40L);
        assertThat(detail.containers().get(1).cgroups())
                .containsExactly(POD_PATH + "/" + CONTAINER, POD_PATH + "/" + CONTAINER + "/worker");
        assertThat(collector.pod("unknown")).isEmpty();
    }

    @Test
    void asksForHotPlacesOfSaturatedPodsOnly() {
        long busy = host.mkdir(POD_PATH);
        long calm = host.mkdir(HostFixture.pod(UID_2));
        probes.runs(busy, 0).runs(calm, 0).hot(busy, "/bin/calc", 90).hot(calm, "/bin/calm", 5);
        NodeCollector collector = collector();
        collector.collect();
        // in 4 s: 2 s run and 1 s waited is a share of 1/3 at 0.75 cores; 1 s run without waiting is not saturated
        probes.runs(busy, 2_000_000_000L, 1_000_000_000L)
                .runs(calm, 1_000_000_000L)
                .later(4);

        NodeReport report = collector.collect();

        assertThat(probes.hottestAsked()).containsExactly(List.of(busy));
        assertThat(report.pods())
                .filteredOn(pod -> pod.uid().equals(UID))
                .singleElement()
                .satisfies(
                        pod -> assertThat(pod.samples().hot()).containsExactly(new HotSpot("/bin/calc", 16, "", 90)));
        probes.later(2);
        collector.collect();
        assertThat(probes.hottestAsked()).as("at most every 4 s").hasSize(1);
    }

    @Test
    void showsPlainCgroupsOnlyUntilAPodIsSeen() {
        long cron = host.mkdir("/system.slice/cron.service");
        host.mkdir("/system.slice/empty.service");
        probes.runs(cron, 5);
        NodeCollector collector = collector();

        PodReport row = only(collector.collect());
        assertThat(row.kind()).isEqualTo(PodReport.Kind.CGROUP);
        assertThat(row.uid()).isEqualTo("/system.slice/cron.service");
        assertThat(row.name()).isEqualTo("/system.slice/cron.service");
        assertThat(row.namespace()).isNull();

        probes.created(77, POD_PATH).later(2);
        assertThat(only(collector.collect()).kind()).isEqualTo(PodReport.Kind.POD);
    }

    @Test
    void carriesTenThousandCgroupsAndLetsThemGo() {
        NodeCollector collector = collector();
        collector.collect();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String uid = "00000000-0000-0000-0000-%012x".formatted(i / 10);
            paths.add(HostFixture.pod(uid) + "/%064x".formatted(i));
        }
        for (int i = 0; i < paths.size(); i++) {
            probes.created(1_000_000 + i, paths.get(i)).runs(1_000_000 + i, 3);
        }
        NodeReport full = collector.collect();
        assertThat(full.pods())
                .hasSize(1_000)
                .allMatch(pod -> pod.containers() == 10 && pod.cpu().runNanos() == 30);
        assertThat(full.losses()).isEmpty();

        for (int i = 0; i < paths.size(); i++) {
            probes.removed(1_000_000 + i, paths.get(i));
        }
        collector.collect();
        probes.later(5);
        assertThat(collector.collect().pods())
                .hasSize(1_000)
                .allMatch(pod -> pod.cpu().runNanos() == 30);
        assertThat(probes.forgotten()).hasSize(10_000);
        probes.later(60);
        assertThat(collector.collect().pods()).isEmpty();
        assertThat(collector.status().cgroups()).as("the fixture's root").isEqualTo(1);
    }

    @Test
    void startsANewEpochWhenAProbeStopsDelivering() {
        NodeCollector collector = collector();
        NodeReport before = collector.collect();
        probes.breakFeature(Feature.SCHEDULER);

        NodeReport after = collector.collect();

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.sequence()).isEqualTo(1);
    }

    @Test
    void servesAReportThatSaysSoWithoutCgroupV2(@TempDir Path bare) {
        var settings = new NodeSettings("n", 2, bare, Optional.empty(), Set.of(), 32);
        try (var collector = new NodeCollector(settings, probes, names)) {
            NodeReport report = collector.collect();

            assertThat(report.pods()).isEmpty();
            assertThat(report.features()).hasSize(Feature.values().length).allSatisfy(feature -> {
                assertThat(feature.source()).isEqualTo(Source.NONE);
                assertThat(feature.detail()).startsWith("No cgroup v2 hierarchy at " + bare);
            });
            assertThat(collector.status().notice()).contains("mount the host's /sys/fs/cgroup");
            assertThat(collector.pod(UID)).isEmpty();
        }
    }
}
