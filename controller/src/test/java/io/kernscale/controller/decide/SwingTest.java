// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of two seconds, in which 4 cores are used that swing by so much to both sides. */
class SwingTest {

    private static final double WINDOW_SECONDS = 2;
    private static final int FIVE_MINUTES = 150;
    private static final int HOUR = 1_800;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a steady load has no swing to wait for, 0, 0.05",
        "half a per cent is as good as none, 0.02, 0.05",
        "3 * 0.16 / 4 is 12 per cent, 0.16, 0.12",
        "a quarter is enough for any, 1, 0.25"
    })
    void threeDeviationsAreSpare(String name, double swingCores, double spareRatio) {
        assertThat(swinging(Swing.UNKNOWN, swingCores, FIVE_MINUTES).spareRatio())
                .as(name)
                .isCloseTo(spareRatio, within(0.001));
    }

    @Test
    void aFifthIsSpareUntilFiveMinutesWereSeen() {
        assertThat(Swing.UNKNOWN.spareRatio()).isEqualTo(0.2);
        assertThat(swinging(Swing.UNKNOWN, 0, FIVE_MINUTES - 1).spareRatio()).isEqualTo(0.2);
    }

    @Test
    void aWorkloadThatDoesNothingHasTheUsualToSpare() {
        Swing idle = Swing.UNKNOWN;
        for (int window = 0; window < HOUR; window++) {
            idle = idle.learn(0, 0, WINDOW_SECONDS);
        }
        assertThat(idle.spareRatio()).isEqualTo(0.2);
    }

    /** After ten minutes e^-1 of the squares of before is left, so e^-0.5 of 18 per cent: 11 per cent. */
    @Test
    void whatWasIsForgottenWithinTensOfMinutes() {
        Swing wild = swinging(Swing.UNKNOWN, 0.24, HOUR);
        assertThat(wild.spareRatio()).isCloseTo(0.18, within(0.001));
        assertThat(swinging(wild, 0, 300).spareRatio()).isCloseTo(0.109, within(0.002));
        assertThat(swinging(wild, 0, HOUR).spareRatio()).isEqualTo(0.05);
    }

    private static Swing swinging(Swing before, double swingCores, int windows) {
        Swing swing = before;
        for (int window = 0; window < windows; window++) {
            swing = swing.learn(4, window % 2 == 0 ? 4 + swingCores : 4 - swingCores, WINDOW_SECONDS);
        }
        return swing;
    }
}
