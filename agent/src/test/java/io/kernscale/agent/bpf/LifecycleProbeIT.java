// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.CgroupEvent.Kind;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresKernel
class LifecycleProbeIT {

    @ParameterizedTest
    @EnumSource(names = {"TP_BTF", "RAW_TP"})
    void tellsTheBirthAndEndOfACgroupThatLivedForAMoment(Source source) {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(source)))) {
            TestCgroup cgroup = TestCgroup.create();
            long id = cgroup.id();
            cgroup.close();
            String path = "/" + cgroup.path().getFileName();
            assertThat(probes.drainLifecycle())
                    .containsSubsequence(
                            new CgroupEvent(Kind.CREATED, id, path), new CgroupEvent(Kind.REMOVED, id, path));
            assertThat(probes.drainLifecycle()).noneMatch(event -> event.path().equals(path));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TP_BTF"})
    void saysThatEventsWereLost(Source source) {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(source)))) {
            for (int i = 0; i < 700; i++) {
                TestCgroup.create().close();
            }
            List<CgroupEvent> events = probes.drainLifecycle();
            assertThat(events.getFirst().kind()).isEqualTo(Kind.LOST);
            assertThat(events).hasSizeGreaterThan(500);
            assertThat(probes.losses())
                    .filteredOn(loss -> loss.reason().equals("events_full"))
                    .extracting(LossCounter::count)
                    .first()
                    .satisfies(count -> assertThat(count).isGreaterThan(300));
            assertThat(probes.drainLifecycle()).noneMatch(event -> event.kind() == Kind.LOST);
        }
    }
}
