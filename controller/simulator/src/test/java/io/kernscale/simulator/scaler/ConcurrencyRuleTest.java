// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.simulator.scaler.ConcurrencyRule.State;
import io.kernscale.simulator.scaler.ConcurrencyRule.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyRuleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "as much as the target, 10, 1000, 2, 100, 100, 10, 10",
        "no more than the rate allows, 10, 10, 10, 1000, 1000, 1, 10",
        "again no more than the rate allows, 10, 10, 10, 1000, 1000, 10, 100",
        "no less than the rate allows, 10, 10, 10, 1, 1, 100, 10",
        "a small rate still goes up by one, 1, 1.1, 10, 3, 3, 2, 3",
        "a small rate still goes down, 1, 10, 1.1, 1, 1, 100, 90",
        "the panic window asks for less, 1, 1000, 2, 50, 30, 50, 50",
        "the panic window asks for twice as many, 1, 1000, 2, 20, 30, 15, 30"
    })
    void wishesAsTheOriginal(
            String name,
            double target,
            double mostUp,
            double mostDown,
            double stable,
            double panic,
            int ready,
            int wished) {
        Wish wish = new ConcurrencyRule(target, mostUp, mostDown).wish(stable, panic, ready, State.CALM, 0);
        assertThat(wish.replicas()).as(name).isEqualTo(wished);
    }

    /** 6 windows of panic, each asking for more than the rate lets it have: 6, 36, 216, 1296. */
    @Test
    void panicGrowsByTheRateEachTime() {
        ConcurrencyRule rule = new ConcurrencyRule(1, 6, 2);
        State state = State.CALM;
        int ready = 1;
        for (int expected : new int[] {6, 36, 216, 1296}) {
            Wish wish = rule.wish(1_000_000, 1_000_000, ready, state, 0);
            assertThat(wish.replicas()).isEqualTo(expected);
            ready = wish.replicas();
            state = wish.state();
        }
    }

    @Test
    void panicNeverGoesDownUntilAMinuteAfterItsLastCause() {
        ConcurrencyRule rule = new ConcurrencyRule(10, 1000, 2);
        Wish panicked = rule.wish(100, 1000, 10, State.CALM, 0);
        assertThat(panicked.replicas()).isEqualTo(100);
        Wish later = rule.wish(10, 10, 100, panicked.state(), 30);
        assertThat(later.replicas()).isEqualTo(100);
        assertThat(rule.wish(10, 10, 2, later.state(), 61).replicas()).isEqualTo(1);
    }
}
