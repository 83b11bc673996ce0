// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void showsAWorkloadInItsLines() {
        var view = new WorkloadView(
                "calculator", "CpuBound", "1.2 threads want to run", "Demand", "from 1 to 5", "2", "now", 5, 3);
        assertThat(Screen.lines(17, "calm", List.of(view), "9 clients"))
                .containsExactly(
                        "Kernscale demo,  17 s: calm",
                        "",
                        "WORKLOAD     LABEL        REPLICAS  HPA RULE  LAST DECISION",
                        "calculator   CpuBound     3/5       2         Demand",
                        "             from 1 to 5",
                        "             1.2 threads want to run",
                        "             9 clients",
                        "");
    }

    @Test
    void breaksALongSentenceBetweenWords() {
        String sentence = "word ".repeat(30).strip();
        var view = new WorkloadView("idler", "Idle", "", "AtMin", sentence, "1", "now", 1, 1);
        assertThat(Screen.lines(17, "calm", List.of(view), ""))
                .contains(
                        " ".repeat(13) + "word ".repeat(21).strip(),
                        " ".repeat(13) + "word ".repeat(9).strip());
    }

    @Test
    void staysWithinTheTerminal() {
        String text = "x".repeat(500);
        var view = new WorkloadView("w", "IoBound", text, text, text, "2", "now", 1, 1);
        assertThat(Screen.lines(0, text, List.of(view), text)).allMatch(line -> line.length() <= Screen.WIDTH);
    }
}
