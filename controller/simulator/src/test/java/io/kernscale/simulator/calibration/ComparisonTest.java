// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.testkit.api.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Comparison comparison(double real, double simulated) {
        return new Comparison("CPU-bound", true, running(real), running(simulated));
    }

    private static Shares running(double percent) {
        return new Shares(Map.of(Share.RUN, percent));
    }

    @Test
    void fifteenPointsEitherWayAreAllowed() {
        assertThat(comparison(20, 35).agrees()).isTrue();
        assertThat(comparison(35, 20).agrees()).isTrue();
        assertThat(comparison(20, 35.1).agrees()).isFalse();
        assertThat(comparison(35.1, 20).agrees()).isFalse();
        assertThat(comparison(35.1, 20).worst()).isCloseTo(15.1, within(1e-9));
    }

    @Test
    void aRowShowsBothSidesAndWhichOneIsTooFarOff() {
        assertThat(comparison(20, 25.5).rows().lines().findFirst())
                .contains("CPU-bound         run       20.0         25.5        +5.5");
        assertThat(comparison(45, 25.5).rows())
                .contains("run       45.0         25.5       -19.5  too far off")
                .containsOnlyOnce("CPU-bound");
        assertThat(Comparison.head()).startsWith("CASE              SHARE   REAL %  SIMULATED %  DIFFERENCE");
    }

    @Test
    void theFiguresAreJson() {
        assertThat(Json.text(Json.parse(comparison(20, 25.5).json()), "run", "simulatedPercent"))
                .isEqualTo("25.50");
    }
}
