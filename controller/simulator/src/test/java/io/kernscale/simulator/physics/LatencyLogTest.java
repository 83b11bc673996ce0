// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyLogTest {

    private static final long MILLI = 1_000_000;

    /** 10,000 requests of 0.1 to 1,000 ms, evenly. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.99, 0.999})
    void quantilesAreWithinOnePerCent(double part) {
        LatencyLog log = new LatencyLog(1);
        for (int i = 1; i <= 10_000; i++) {
            log.ask(0);
            log.add(0, i * MILLI / 10);
        }
        assertThat(log.quantile(part, 0, 1)).isCloseTo(part, within(0.01 * part));
    }

    @Test
    void whatIsNeverAnsweredIsTheSlowest() {
        LatencyLog log = new LatencyLog(2);
        for (int i = 0; i < 100; i++) {
            log.ask(0);
            if (i > 1) {
                log.add(0, MILLI);
            }
        }
        assertThat(log.quantile(0.99, 0, 1)).isEqualTo(10);
        assertThat(log.quantile(0.5, 0, 1)).isCloseTo(0.001, within(0.00005));
        assertThat(log.quantile(0.99, 1, 2)).isZero();
    }
}
