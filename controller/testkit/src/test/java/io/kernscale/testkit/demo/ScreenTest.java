// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void showsAWorkloadInItsLines() {
        var view = new WorkloadView(
                "b", "CpuBound", "1.2 threads want to run", List.of(), "Demand", "from 1 to 5", "2", "now", 5, 3);
        assertThat(Screen.lines(17, "calm", List.of(view), Map.of("b", "scaled from 1 to 5")))
                .containsExactly(
                        "Kernscale demo,  17 s: calm",
                        "",
                        "WORKLOAD     LABEL        REPLICAS  HPA RULE  LAST DECISION",
                        "b            CpuBound     3/5       2         Demand",
                        "             from 1 to 5",
                        "             1.2 threads want to run",
                        "             scaled from 1 to 5",
                        "");
    }

    @Test
    void showsWhereWaitsEndInsteadOfTheEvidence() {
        assertThat(waiting("gateway → b: CpuBound; scaled to 5"))
                .endsWith("             gateway → b: CpuBound; scaled to 5", "")
                .noneMatch(this::isEvidence);
        assertThat(waiting("gateway → b (70 % of the wait)", "gateway → bank", "gateway → third"))
                .endsWith("             gateway → b (70 % of the wait)", "             gateway → bank", "");
        assertThat(waiting()).as("before the walk is known").anyMatch(this::isEvidence);
    }

    @Test
    void leavesTheNumbersOfContentWorkloadsOut() {
        for (String label : List.of("Idle", "Unsaturated")) {
            assertThat(lines(new WorkloadView("c", label, "evidence", List.of(), "", "", "1", "now", 1, 1)))
                    .noneMatch(this::isEvidence);
        }
    }

    @Test
    void breaksALongSentenceBetweenWords() {
        String sentence = "word ".repeat(30).strip();
        var view = new WorkloadView("idler", "Idle", "", List.of(), "AtMin", sentence, "1", "now", 1, 1);
        assertThat(lines(view))
                .contains(
                        " ".repeat(13) + "word ".repeat(21).strip(),
                        " ".repeat(13) + "word ".repeat(9).strip());
    }

    @Test
    void staysWithinTheTerminal() {
        String text = "x".repeat(500);
        var view = new WorkloadView("w", "IoBound", text, List.of(), text, text, "2", "now", 1, 1);
        var waiter = new WorkloadView("v", "Waiting", text, List.of(text), text, text, "2", "now", 1, 1);
        assertThat(Screen.lines(0, text, List.of(view, waiter), Map.of("w", text)))
                .allMatch(line -> line.length() <= Screen.WIDTH);
    }

    private boolean isEvidence(String line) {
        return line.contains("evidence");
    }

    private static List<String> waiting(String... waits) {
        return lines(
                new WorkloadView("gateway", "Waiting", "evidence", List.of(waits), "Waiting", "", "1", "now", 1, 1));
    }

    private static List<String> lines(WorkloadView view) {
        return Screen.lines(17, "calm", List.of(view), Map.of());
    }
}
