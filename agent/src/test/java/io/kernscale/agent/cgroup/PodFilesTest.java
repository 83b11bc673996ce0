// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.HostFixture.CONTAINER;
import static io.kernscale.agent.cgroup.HostFixture.CONTAINER_2;
import static io.kernscale.agent.cgroup.HostFixture.POD_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.PressureTotals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report holds of the cgroups' files, with probes and without. */
class PodFilesTest {
    private static final String NESTED = "/system.slice/containerd.service/kubepods-burstable-pod"
            + HostFixture.UID.replace('-', '_') + ".slice:cri-containerd:";

    @TempDir
    Path root;

    private final FakeKernelProbes probes = new FakeKernelProbes();

    private NodeCollector collector(HostFixture host) {
        return new NodeCollector(host.settings(), probes, new FixedNames());
    }

    private static PodReport only(NodeReport report) {
        assertThat(report.pods()).hasSize(1);
        return report.pods().getFirst();
    }

    private static String pressure(long total) {
        return "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + total
                + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=" + total / 2 + "\n";
    }

    private static String cpuStat(long usage, long throttled) {
        return "usage_usec " + usage + "\nnr_periods 40\nnr_throttled 9\nthrottled_usec " + throttled + "\n";
    }

    @Test
    void takesLimitAndPressureFromThePodsOwnCgroup() {
        HostFixture host = HostFixture.pure(root);
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        host.file(POD_PATH, "cpu.max", "150000 100000\n");
        host.file(POD_PATH, "cpu.stat", cpuStat(999, 5));
        host.file(POD_PATH, "cpu.pressure", pressure(100));
        host.file(POD_PATH, "io.pressure", pressure(20));
        host.file(POD_PATH, "memory.pressure", pressure(3));
        host.file(POD_PATH + "/" + CONTAINER, "cpu.max", "50000 100000\n");
        probes.runs(container, 77);

        PodReport pod = only(collector(host).collect());

        assertThat(pod.cpu().quotaCores()).isEqualTo(1.5);
        assertThat(pod.cpu().quotaPeriods()).isEqualTo(40);
        assertThat(pod.cpu().throttledPeriods()).isEqualTo(9);
        assertThat(pod.cpu().runNanos()).as("the probe's, not the file's").isEqualTo(77);
        assertThat(pod.pressure()).isEqualTo(new PressureTotals(100, 20, 10, 3));
    }

    @Test
    void takesTheWorkingSetOfPodAndContainers() {
        HostFixture host = HostFixture.pure(root);
        probes.runs(host.mkdir(POD_PATH + "/" + CONTAINER), 77);
        host.file(POD_PATH, "memory.current", "5000\n");
        host.file(POD_PATH, "memory.stat", "anon 3000\nfile 2000\ninactive_file 1500\nactive_file 500\n");
        host.file(POD_PATH + "/" + CONTAINER, "memory.current", "4000\n");
        host.file(POD_PATH + "/" + CONTAINER, "memory.stat", "anon 1\ninactive_file 4096\n");

        PodReport pod = only(collector(host).collect());

        assertThat(pod.memoryBytes()).isEqualTo(3_500);
        assertThat(pod.usage())
                .singleElement()
                .satisfies(container -> assertThat(container.memoryBytes())
                        .as("never below nothing")
                        .isEqualTo(0L));
    }

    @Test
    void takesTheWorkingSetFromTheOldHierarchyOfAHybridHost() {
        HostFixture host = HostFixture.hybrid(root);
        probes.runs(host.mkdir(POD_PATH + "/" + CONTAINER), 77);
        host.v1File("memory", POD_PATH, "memory.usage_in_bytes", "5000\n");
        host.v1File("memory", POD_PATH, "memory.stat", "inactive_file 1\ntotal_inactive_file 2000\n");

        assertThat(only(collector(host).collect()).memoryBytes()).isEqualTo(3_000);
    }

    @Test
    void sumsTheContainersLimitsWhereThePodHasNone() {
        HostFixture host = HostFixture.pure(root);
        host.mkdir(POD_PATH);
        host.file(POD_PATH, "cpu.max", "max 100000\n");
        host.file(POD_PATH + "/" + CONTAINER, "cpu.max", "50000 100000\n");
        host.file(POD_PATH + "/" + CONTAINER, "cpu.stat", cpuStat(1, 1));
        host.file(POD_PATH + "/" + CONTAINER_2, "cpu.max", "20000 100000\n");
        host.file(POD_PATH + "/" + CONTAINER_2, "cpu.stat", cpuStat(1, 1));

        PodReport pod = only(collector(host).collect());

        assertThat(pod.cpu().quotaCores()).isEqualTo(0.7);
        assertThat(pod.cpu().quotaPeriods()).isEqualTo(80);
        assertThat(pod.pressure()).isNull();
    }

    @Test
    void readsLimitsAnewEveryTenSeconds() {
        HostFixture host = HostFixture.pure(root);
        host.file(POD_PATH, "cpu.max", "max 100000\n");
        NodeCollector collector = collector(host);
        collector.collect();
        host.file(POD_PATH, "cpu.max", "30000 100000\n");

        probes.later(9);
        assertThat(only(collector.collect()).cpu().quotaCores()).isNull();
        probes.later(1);
        assertThat(only(collector.collect()).cpu().quotaCores()).isEqualTo(0.3);
    }

    @Test
    void takesTheLimitOfAHybridHostFromV1() {
        HostFixture host = HostFixture.hybrid(root);
        host.mkdir(POD_PATH);
        host.v1File("cpu", POD_PATH, "cpu.cfs_quota_us", "200000\n");
        host.v1File("cpu", POD_PATH, "cpu.cfs_period_us", "100000\n");
        host.v1File("cpu", POD_PATH, "cpu.stat", "nr_periods 12\nnr_throttled 4\nthrottled_time 5000\n");
        host.v1File("cpuacct", POD_PATH, "cpuacct.usage", "123456\n");
        probes.breakFeature(Feature.SCHEDULER);

        PodReport pod = only(collector(host).collect());

        assertThat(pod.cpu().quotaCores()).isEqualTo(2.0);
        assertThat(pod.cpu().quotaPeriods()).isEqualTo(12);
        assertThat(pod.cpu().throttledPeriods()).isEqualTo(4);
        assertThat(pod.cpu().waitQuotaNanos()).isEqualTo(5_000);
        assertThat(pod.cpu().runNanos()).isEqualTo(123_456);
    }

    @Test
    void replacesTheSchedulerProbeByFiles() {
        HostFixture host = HostFixture.pure(root);
        host.mkdir(POD_PATH + "/" + CONTAINER);
        host.file(POD_PATH, "cpu.max", "150000 100000\n");
        host.file(POD_PATH, "cpu.stat", cpuStat(1_000, 100));
        host.file(POD_PATH, "cpu.pressure", pressure(300));
        probes.breakFeature(Feature.SCHEDULER);
        NodeCollector collector = collector(host);

        NodeReport report = collector.collect();
        PodReport pod = only(report);
        assertThat(pod.cpu().runNanos()).isEqualTo(1_000_000);
        assertThat(pod.cpu().waitQuotaNanos()).isEqualTo(100_000);
        assertThat(pod.cpu().waitContentionNanos()).as("300 - 100 µs").isEqualTo(200_000);
        assertThat(report.features().getFirst()).satisfies(feature -> {
            assertThat(feature.source()).isEqualTo(Source.FILES);
            assertThat(feature.detail()).contains("cpu.stat").contains("refused.");
        });

        host.file(POD_PATH, "cpu.stat", cpuStat(1_500, 900)); // throttled on many CPUs at once: more than wall time
        host.file(POD_PATH, "cpu.pressure", pressure(400));
        assertThat(only(collector.collect()).cpu().waitContentionNanos())
                .as("no counter goes back")
                .isEqualTo(200_000);
    }

    @Test
    void replacesTheBlockProbeByIoStat() {
        HostFixture host = HostFixture.pure(root);
        host.file(POD_PATH, "io.stat", "999:7 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=5 dios=3\n");
        probes.breakFeature(Feature.BLOCK);

        NodeReport report = collector(host).collect();

        assertThat(only(report).disks())
                .containsExactly(new DiskCounters("999:7", 1, 5, 10, 20, 0, 0, List.of(), List.of(), 0));
        assertThat(report.features())
                .filteredOn(feature -> feature.feature() == Feature.BLOCK)
                .extracting(FeatureStatus::source)
                .containsExactly(Source.FILES);
    }

    @Test
    void saysThatNothingReplacesTheBlockProbeWithoutTheIoController() {
        HostFixture host = HostFixture.pure(root);
        host.file("/", "cgroup.controllers", "cpu\n");
        probes.breakFeature(Feature.BLOCK);

        assertThat(collector(host).collect().features())
                .filteredOn(feature -> feature.feature() == Feature.BLOCK)
                .singleElement()
                .satisfies(feature -> {
                    assertThat(feature.source()).isEqualTo(Source.NONE);
                    assertThat(feature.detail()).contains("no io controller");
                });
    }

    @Test
    void sumsContainersOfAPodWithoutACgroupOfItsOwn() {
        HostFixture host = HostFixture.pure(root);
        host.file(NESTED + CONTAINER, "cpu.stat", cpuStat(10, 0));
        host.file(NESTED + CONTAINER, "cpu.pressure", pressure(7));
        host.file(NESTED + CONTAINER_2, "cpu.stat", cpuStat(5, 0));
        host.file(NESTED + CONTAINER_2, "cpu.pressure", pressure(1));
        probes.breakFeature(Feature.SCHEDULER).breakFeature(Feature.LIFECYCLE);
        NodeCollector collector = collector(host);
        assertThat(only(collector.collect()).cpu().runNanos()).isEqualTo(15_000);

        host.rmdir(NESTED + CONTAINER_2);
        for (int seconds = 0; seconds < 30; seconds += 5) {
            probes.later(5);
            PodReport pod = only(collector.collect());
            assertThat(pod.cpu().runNanos()).as("what ended stays counted").isEqualTo(15_000);
            assertThat(pod.pressure()).isNotNull();
            assertThat(pod.pressure().cpuSomeMicros()).isEqualTo(8);
        }
    }

    @Test
    void keepsTheLastNumbersOfACgroupThatVanishes() {
        HostFixture host = HostFixture.pure(root);
        host.file(POD_PATH, "cpu.stat", cpuStat(1_000, 0));
        host.file(POD_PATH, "cpu.pressure", pressure(300));
        probes.breakFeature(Feature.SCHEDULER);
        NodeCollector collector = collector(host);
        PodReport before = only(collector.collect());
        host.rmdir("/kubepods");

        probes.later(2);
        PodReport after = only(collector.collect());

        assertThat(after.cpu()).isEqualTo(before.cpu());
        assertThat(after.pressure()).isEqualTo(before.pressure());
    }

    /** Its limit is read anew after ten seconds, when there is none; counters that fell back would be told as a fault. */
    @Test
    void keepsTheLimitAndThePeriodsOfAPodThatIsGone() {
        HostFixture host = HostFixture.pure(root);
        host.mkdir(POD_PATH + "/" + CONTAINER);
        host.file(POD_PATH, "cpu.max", "150000 100000\n");
        host.file(POD_PATH, "cpu.stat", cpuStat(999, 5));
        NodeCollector collector = collector(host);
        PodReport before = only(collector.collect());
        host.rmdir(POD_PATH);

        for (int seconds = 0; seconds < 30; seconds += 5) {
            probes.later(5);
            PodReport after = only(collector.collect());
            assertThat(after.cpu().quotaCores()).isEqualTo(1.5);
            assertThat(after.cpu().quotaPeriods()).isEqualTo(before.cpu().quotaPeriods());
            assertThat(after.cpu().throttledPeriods()).isEqualTo(before.cpu().throttledPeriods());
        }
    }

    @Test
    void showsPlainCgroupsWithTasksWithoutAProbe() {
        HostFixture host = HostFixture.pure(root);
        host.file("/system.slice/cron.service", "cgroup.procs", "12\n");
        host.file("/system.slice/cron.service", "cpu.stat", cpuStat(3, 0));
        host.file("/system.slice/empty.service", "cgroup.procs", "");
        probes.breakFeature(Feature.SCHEDULER);

        PodReport row = only(collector(host).collect());

        assertThat(row.uid()).isEqualTo("/system.slice/cron.service");
        assertThat(row.cpu().runNanos()).isEqualTo(3_000);
    }
}
