// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Figures FIGURES = new Figures(
            "The agent:",
            List.of(
                    new Figure("userCpuRatio", 0.004, "user space, of one core", 0.005),
                    new Figure("rssMebibytes", 91, "resident memory, MiB", 90),
                    new Figure("systemCpuRatio", 0.002, "in the kernel", Double.POSITIVE_INFINITY),
                    new Figure("tcpSendNanos", Double.NaN, "a send, ns", 300)));

    @Test
    void aTableSaysOfEachAimWhetherItIsMet() {
        assertThat(FIGURES.table().lines().map(String::strip))
                .satisfiesExactly(
                        title -> assertThat(title).isEqualTo("The agent:"),
                        met -> assertThat(met)
                                .startsWith("user space, of one core")
                                .endsWith("0.0050  met"),
                        missed -> assertThat(missed)
                                .startsWith("resident memory, MiB")
                                .endsWith("90.0000  MISSED"),
                        without ->
                                assertThat(without).startsWith("in the kernel").endsWith("0.0020"),
                        unknown -> assertThat(unknown).startsWith("a send, ns").endsWith("300.0000"));
    }

    @Test
    void jsonHasEachFigureByItsName() {
        assertThat(FIGURES.json()).isEqualTo("""
                        {
                          "userCpuRatio": 0.0040,
                          "rssMebibytes": 91.0000,
                          "systemCpuRatio": 0.0020,
                          "tcpSendNanos": null
                        }
                        """);
    }
}
