// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalculatorTest {

    @Test
    void needsOneReplicaWhenCalmAndFiveWhenBusy() {
        assertThat(Calculator.rightSize(Calculator.CALM_CLIENTS)).isEqualTo(1); // 9 * 5 / 315 = 0.14 cores of 0.16
        assertThat(Calculator.rightSize(Calculator.BUSY_CLIENTS)).isEqualTo(5); // 45 * 5 / 315 / 0.16 = 4.5
    }

    @Test
    void needsOneReplicaInTheChainToo() {
        assertThat(Calculator.rightSize(Chain.CALM_CLIENTS)).isEqualTo(1); // 5 * 5 / 315 = 0.08 cores of 0.16
        assertThat(Calculator.rightSize(Chain.BUSY_CLIENTS)).isEqualTo(5);
    }

    @Test
    void tellsTheSlowestOfAHundredAnswers() {
        var latencies = new Latencies();
        for (int i = 1; i <= 100; i++) {
            latencies.add(i, i * 1_000_000L);
        }
        assertThat(latencies.p99Millis(100)).isEqualTo(100);
        assertThat(latencies.p99Millis(6_000_000_000L))
                .as("older than the window")
                .isZero();
    }
}
