// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotaWaitTest {

    @Test
    void leavesLittleOfTheWaitWhenRequestsAreSmallBesideTheBudget() {
        assertThat(QuotaWait.part(0.5, 1, 0.005)).isCloseTo(0.02, within(0.01));
    }

    @Test
    void leavesAllOfItWhenTheLimitIsUsedUp() {
        assertThat(QuotaWait.part(1, 1, 0.005)).isEqualTo(1);
        assertThat(QuotaWait.part(0.999, 1, 0.005)).isCloseTo(1, within(0.03));
    }

    @Test
    void leavesMoreTheMoreIsUsedAndTheLargerTheRequests() {
        assertThat(QuotaWait.part(0.8, 1, 0.005)).isGreaterThan(QuotaWait.part(0.6, 1, 0.005));
        assertThat(QuotaWait.part(0.6, 1, 0.05)).isGreaterThan(QuotaWait.part(0.6, 1, 0.005));
    }

    @Test
    void knowsTheMaximumOfARandomWalk() {
        double drift = 0.5;
        var random = new Random(1);
        double sum = 0;
        int steps = 400_000;
        double left = 0; // Lindley: what is left over is distributed as the maximum
        for (int i = 0; i < steps; i++) {
            left = Math.max(0, left + random.nextGaussian() - drift);
            sum += left;
        }
        assertThat(QuotaWait.meanMaximum(drift)).isCloseTo(sum / steps, within(0.03));
    }
}
