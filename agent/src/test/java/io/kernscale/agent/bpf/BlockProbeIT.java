// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real requests of real processes, on whatever disk the build's directory lies on. */
@RequiresKernel
class BlockProbeIT {
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
            await().atMost(Duration.ofSeconds(20)).until(() -> row(probes).inFlight() <= 2);
            BlockCounters row = row(probes);
            assertThat(row.writtenBytes()).isEqualTo(row.writes() * 65536);
            assertThat(row.reads()).isZero();
            assertThat(Arrays.stream(row.deviceHistogram()).sum()).isEqualTo(row.writes());
            assertThat(Arrays.stream(row.queuedHistogram()).sum()).isEqualTo(row.writes());
            assertThat(row.deviceNanos() / row.writes()).isBetween(1_000L, 1_000_000_000L);
        }
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

    private BlockCounters row(KernelProbes probes) {
        return probes.read().block().entrySet().stream()
                .filter(e -> e.getKey().cgroupId() == cgroup.id())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new BlockCounters(0, 0, 0, 0, 0, 0, new long[26], new long[26], 0));
    }
}
