// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RequiresKernel
class SamplingProbeIT {
    private static final SampleCounts NONE = new SampleCounts(0, 0);

    private static SampleCounts counts(KernelProbes probes, TestCgroup cgroup) {
        return probes.read().samples().getOrDefault(cgroup.id(), NONE);
    }

    @Test
    void findsASpinnerInUserSpaceAndNamesItsFile() {
        try (var cgroup = TestCgroup.create();
                var probes = BpfKernelProbes.open(BpfOptions.defaults());
                var spinner = Workload.start(cgroup, "spin")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> counts(probes, cgroup).user() > 30);
            SampleCounts counts = counts(probes, cgroup);
            assertThat(counts.kernel()).isLessThan(counts.user() / 4);
            List<HotAddress> hottest = probes.hottest(List.of(cgroup.id())).get(cgroup.id());
            assertThat(hottest).isNotEmpty().hasSizeLessThanOrEqualTo(10);
            assertThat(hottest.getFirst().mapping()).isEqualTo(Workload.PROGRAM.toString());
            assertThat(hottest.getFirst().offset()).isBetween(1L, 1L << 20);
        }
    }

    @Test
    void findsAReaderOfZeroesInTheKernel() {
        try (var cgroup = TestCgroup.create();
                var probes = BpfKernelProbes.open(BpfOptions.defaults());
                var reader = Workload.start(cgroup, "zeroes")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> counts(probes, cgroup).kernel() > 30);
            assertThat(counts(probes, cgroup).user())
                    .isLessThan(counts(probes, cgroup).kernel() / 4);
            assertThat(probes.hottest(List.of(cgroup.id()))
                            .get(cgroup.id())
                            .getFirst()
                            .mapping())
                    .isEqualTo("[kernel]");
        }
    }
}
