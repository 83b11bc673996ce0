// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void doublesUpToItsLongestPauseWithJitter() {
        var backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(1));
        long[] full = {100, 200, 400, 800, 1_000, 1_000};
        for (long longest : full) {
            assertThat(backOff.next().toMillis()).isBetween(longest / 2, longest);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
        backOff.reset();
        assertThat(backOff.next().toMillis()).isBetween(50L, 100L);
    }
}
