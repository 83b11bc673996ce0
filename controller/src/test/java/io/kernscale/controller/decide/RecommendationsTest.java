// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecommendationsTest {

    private static final Duration WINDOW = Duration.ofSeconds(300);

    @Test
    void keepsTheHighestOfTheWindow() {
        Recommendations kept = Recommendations.NONE
                .with(Instant.EPOCH, 5, WINDOW)
                .with(Instant.EPOCH.plusSeconds(100), 8, WINDOW)
                .with(Instant.EPOCH.plusSeconds(200), 3, WINDOW);

        assertThat(kept.highest()).isEqualTo(8);
        assertThat(kept.with(Instant.EPOCH.plusSeconds(401), 2, WINDOW).highest())
                .isEqualTo(3);
    }

    @Test
    void staysSmallAndNeverForgetsTheHighest() {
        Recommendations kept = Recommendations.NONE;
        for (int i = 0; i < 1000; i++) {
            kept = kept.with(Instant.EPOCH.plusMillis(i), 2000 - i, WINDOW);
        }
        assertThat(kept.falling()).hasSize(Recommendations.MOST);
        assertThat(kept.highest()).isEqualTo(2000);
    }
}
