// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.cgroup.FileTotals.Io;
import io.kernscale.wire.PressureTotals;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelTextTest {
    private static final String CPU_STAT = "usage_usec 65\nuser_usec 48\nnr_periods 7\nnr_throttled 3\n";
    private static final String PRESSURE =
            "some avg10=0.05 avg60=0.03 avg300=0.12 total=569\nfull avg10=0.00 avg60=0.00 avg300=0.10 total=554\n";

    @Test
    void readsFields() {
        assertThat(KernelText.field(CPU_STAT, "usage_usec", -1)).isEqualTo(65);
        assertThat(KernelText.field(CPU_STAT, "nr_throttled", -1)).isEqualTo(3);
        assertThat(KernelText.field(CPU_STAT, "throttled", -1)).isEqualTo(-1);
        assertThat(KernelText.field("", "usage_usec", -1)).isEqualTo(-1);
        assertThat(KernelText.field("usage_usec \n", "usage_usec", -1)).isEqualTo(-1);
    }

    @Test
    void readsPressure() {
        assertThat(KernelText.pressure(PRESSURE, PRESSURE, null)).isEqualTo(new PressureTotals(569, 569, 554, 0));
        assertThat(KernelText.pressure(null, PRESSURE, PRESSURE)).isNull();
        assertThat(KernelText.pressureTotal("garbage", "some")).isZero();
    }

    @Test
    void readsLimits() {
        assertThat(KernelText.cpuMax("150000 100000\n")).isEqualTo(1.5);
        assertThat(KernelText.cpuMax("max 100000\n")).isNull();
        assertThat(KernelText.cpuMax("")).isNull();
        assertThat(KernelText.cores(-1, 100_000)).isNull();
    }

    @Test
    void readsIoStat() {
        assertThat(KernelText.ioStat("8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=5 dios=3\n254:1 rbytes=7\n\nx\n"))
                .containsOnly(
                        Map.entry(new DeviceNumber(8, 0), new Io(1, 5, 10, 20)),
                        Map.entry(new DeviceNumber(254, 1), new Io(0, 0, 7, 0)));
    }
}
