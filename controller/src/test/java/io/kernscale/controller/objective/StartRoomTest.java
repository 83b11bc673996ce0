// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartRoomTest {

    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({"0, 1", "4, 1", "16, 0.25", "24, 0.167", "600, 0.167"})
    void who_starts_slowly_is_followed_slowly(double seconds, double pace) {
        assertThat(StartRoom.pace(seconds)).isCloseTo(pace, within(0.001));
    }

    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({"0, 1", "4, 1", "16, 1.72", "24, 2.2", "600, 2.2"})
    void steps_of_who_starts_slowly_go_further(double seconds, double ratio) {
        assertThat(StartRoom.stepRatio(seconds)).isCloseTo(ratio, within(0.001));
    }

    @ParameterizedTest(name = "{0} of a quick starter are {2} of one that takes {1} s")
    @CsvSource({
        "0.8,  0,   0.8", // none is known
        "0.8,  4,   0.8",
        "0.8,  16,  0.671", // 1 / (1 + 0.25 * (1 + 0.08 * 12))
        "0.9,  16,  0.821",
        "0.8,  24,  0.606",
        "0.8,  600, 0.606", // a pod that was unready for a while
        "0.4,  24,  0.4"
    })
    void who_starts_slowly_leaves_more_free(double ofQuick, double seconds, double usable) {
        assertThat(StartRoom.usableRatio(ofQuick, seconds)).isCloseTo(usable, within(0.001));
    }
}
