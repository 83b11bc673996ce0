// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private final DecisionLog log = new DecisionLog();

    @Test
    void booksADecisionOnTheActThatSawItFirst() {
        log.add(Act.CALM, view("at 1", "Unsaturated"));
        log.add(Act.CALM, view("at 1", "Unsaturated"));
        log.add(Act.SURGE, view("at 1", "Unsaturated"));
        assertThat(log.of(Act.SURGE, "b").label()).isEmpty();
        log.add(Act.SURGE, view("at 3", "CpuBound"));
        assertThat(log.of(Act.SURGE, "b").label()).isEqualTo("CpuBound");
        assertThat(log.of(Act.CALM, "b").label()).isEqualTo("Unsaturated");
    }

    @Test
    void takesTheLabelOfMostDecisions() {
        log.add(Act.SURGE, view("at 1", "CpuBound"));
        log.add(Act.SURGE, view("at 3", "IoBound"));
        log.add(Act.SURGE, view("at 5", "IoBound"));
        log.add(Act.SURGE, view("at 7", "Unknown"));
        assertThat(log.of(Act.SURGE, "b").label()).isEqualTo("IoBound");
    }

    private static WorkloadView view(String at, String label) {
        return new WorkloadView("b", label, "", List.of(), "", "", "1", at, 1, 1);
    }
}
