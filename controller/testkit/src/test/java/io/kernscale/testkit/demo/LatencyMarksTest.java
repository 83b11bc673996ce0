// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyMarksTest {
    private final LatencyMarks marks = new LatencyMarks();

    @Test
    void keepsTheWorstOfTheSurgeBesideCalmAndNow() {
        marks.add(Act.START, 500);
        assertThat(marks.now()).isEqualTo("p99 500 ms now");
        marks.add(Act.CALM, 12);
        marks.add(Act.SURGE, 1_200);
        marks.add(Act.SURGE, 80);
        marks.add(Act.SLOW_DISK, 900);
        assertThat(marks.now()).isEqualTo("p99 900 ms now, 12 ms when calm, 1200 ms at worst in the surge");
        assertThat(marks.ofSurge()).isEqualTo("12 ms when calm, 1200 ms at worst, 80 ms at the end");
    }

    @ParameterizedTest(name = "{0} ms at worst, {1} ms at the end")
    @CsvSource({"1200, 400, true", "1200, 401, false", "1200, 1200, false"})
    void hasRecoveredAtAThirdOfTheWorst(double worst, double end, boolean hasRecovered) {
        marks.add(Act.SURGE, worst);
        marks.add(Act.SURGE, end);
        marks.add(Act.SLOW_DISK, 5_000);
        assertThat(marks.hasRecovered()).isEqualTo(hasRecovered);
    }
}
