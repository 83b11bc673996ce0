// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real requests of real processes, on whatever disk the build's directory lies on. */
@RequiresKernel
class BlockProbeIT {
    private static final long WRITE_BYTES = 65_536;

    private TestCgroup cgroup;

    @BeforeEach
    void create() {
        cgroup = TestCgroup.create();
    }

    @AfterEach
    void remove() {
        cgroup.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TP_BTF", "RAW_TP"})
    void chargesDirectWritesToTheWriter(Source source) {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(source)))) {
            assertThat(probes.delivers(Feature.BLOCK)).as("%s", probes.status()).isTrue();
            try (var writer = Workload.start(cgroup, "direct")) {
                await().atMost(Duration.ofSeconds(20)).until(() -> row(probes).writes() > 50);
            }
            // a completion that interrupts another's program is skipped by the kernel, and counted as a loss
            await().atMost(Duration.ofSeconds(20)).until(() -> row(probes).inFlight() <= 2 + skipped(probes));
            BlockCounters row = row(probes);
            // the file system may write a block or two of its own in the writer's name
            assertThat(row.writtenBytes()).isCloseTo(row.writes() * WRITE_BYTES, withinPercentage(1));
            assertThat(row.reads()).isZero();
            assertThat(Arrays.stream(row.deviceHistogram()).sum()).isEqualTo(row.writes());
            // whose completion was skipped still counts as in flight
            assertThat(Arrays.stream(row.queuedHistogram()).sum()).isEqualTo(row.writes() + row.inFlight());
            assertThat(row.deviceNanos() / row.writes()).isBetween(1_000L, 1_000_000_000L);
        }
    }

    /** A kernel thread lets them go; whoever found the throttle's queue empty went by itself. The throttle counts when it lets go. */
    @ParameterizedTest
    @EnumSource(names = {"TP_BTF", "RAW_TP"})
    void chargesWhatTheThrottleOfAHybridHostHeldBack(Source source) throws IOException {
        Path blkio = Path.of("/sys/fs/cgroup/blkio");
        Assumptions.assumeTrue(Files.isWritable(blkio), "no blkio hierarchy of version 1");
        Path throttled = Files.createDirectory(blkio.resolve(cgroup.path().getFileName()));
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(source)))) {
            try (var writer = Workload.start(cgroup, "direct", 8, -1)) {
                TestCgroup.write(
                        throttled.resolve("cgroup.procs"),
                        Long.toString(writer.process().pid()));
                // since 6.10 the throttle counts on a device only once it was given a limit there
                TestCgroup.write(throttled.resolve("blkio.throttle.write_iops_device"), device() + " 1000000");
                await().atMost(Duration.ofSeconds(20)).until(() -> servicedBytes(throttled) > 50 * WRITE_BYTES);
                TestCgroup.write(throttled.resolve("blkio.throttle.write_iops_device"), device() + " 200");
                long servicedBefore = servicedBytes(throttled);
                long seenBefore = row(probes).writtenBytes();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> servicedBytes(throttled) >= servicedBefore + 400 * WRITE_BYTES);
                long serviced = servicedBytes(throttled) - servicedBefore;
                assertThat(row(probes).writtenBytes() - seenBefore).isBetween(serviced * 8 / 10, serviced * 12 / 10);
            }
        } finally {
            new TestCgroup(throttled).close();
        }
    }

    /** Of requests that the throttle has let go, held back or not. */
    private static long servicedBytes(Path blkio) throws IOException {
        return Files.readAllLines(blkio.resolve("blkio.throttle.io_service_bytes")).stream()
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.substring("Total ".length())))
                .sum();
    }

    private static String device() throws IOException {
        long device = (long) Files.getAttribute(CProgram.DIRECTORY, "unix:dev");
        return (device >> 8 & 0xfff) + ":" + (device & 0xff);
    }

    @ParameterizedTest
    @EnumSource(names = {"TP_BTF"})
    void forgetsACgroupsRows(Source source) {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(source)))) {
            try (var writer = Workload.start(cgroup, "synced")) {
                await().atMost(Duration.ofSeconds(20)).until(() -> row(probes).writes() > 5);
            }
            probes.forget(List.of(cgroup.id()));
            assertThat(row(probes).writes()).isZero();
        }
    }

    private static long skipped(KernelProbes probes) {
        return probes.losses().stream()
                .filter(loss -> loss.feature() == Feature.BLOCK)
                .mapToLong(LossCounter::count)
                .sum();
    }

    private BlockCounters row(KernelProbes probes) {
        return probes.read().block().entrySet().stream()
                .filter(e -> e.getKey().cgroupId() == cgroup.id())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new BlockCounters(0, 0, 0, 0, 0, 0, new long[26], new long[26], 0));
    }
}
