// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlowestTest {

    @Test
    void ofTwoEqualOnesTakesHalfAsLongAgain() {
        assertThat(Slowest.meanSeconds(List.of(0.01, 0.01))).isCloseTo(0.015, within(1e-12));
    }

    @Test
    void ofThreeIsByInclusionAndExclusion() {
        // 10 + 20 + 30 - 6.667 - 7.5 - 12 + 5.4545
        assertThat(Slowest.meanSeconds(List.of(0.01, 0.02, 0.03))).isCloseTo(0.039288, within(1e-6));
    }

    @Test
    void ofOneIsThatOneAndOfNoneIsNothing() {
        assertThat(Slowest.meanSeconds(List.of(0.01))).isEqualTo(0.01);
        assertThat(Slowest.meanSeconds(List.of())).isZero();
    }
}
