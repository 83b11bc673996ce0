// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizingTest {

    private static final Instant AT = Instant.EPOCH;

    @Test
    void findsTheDemandOfClientsFromTheirCycle() {
        // the example of the class: 40 clients, 10 ms of work, 90 ms of thought, 1 core
        assertThat(Sizing.cycleCores(new Levels(AT, 1, 1, 30, 9))).isEqualTo(4);
        assertThat(Sizing.roundUp(4 / 0.8)).isEqualTo(5);
    }

    @Test
    void takesThreadsThatNeverPauseForCores() {
        assertThat(Sizing.cycleCores(new Levels(AT, 1, 0.2, 0.8, 0))).isEqualTo(1);
    }

    @Test
    void takesABigPoolThatIsMostlyIdleForWhatItUses() {
        assertThat(Sizing.cycleCores(new Levels(AT, 1, 1, 5, 194))).isCloseTo(1.03, within(0.01));
    }

    @Test
    void forgivesATenthOfAReplica() {
        assertThat(Sizing.roundUp(5.01)).isEqualTo(5);
        assertThat(Sizing.roundUp(5.1)).isEqualTo(5);
        assertThat(Sizing.roundUp(5.11)).isEqualTo(6);
        assertThat(Sizing.roundUp(0)).isEqualTo(1);
        assertThat(Sizing.roundUp(1e300)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void takesTheStepOutOfItsWindow() {
        // the example of Onset: a mean of 24.2 runnable, 32 at the end, 0.8 before: ratio 0.75
        Levels before = new Levels(AT, 1, 0.8, 0, 9.2);
        Optional<Levels> steady = Onset.steady(before, new Levels(AT, 1, 0.95, 23.25, 9), 32);

        assertThat(steady).hasValueSatisfying(levels -> {
            assertThat(levels.running()).isCloseTo(1.0, within(0.001));
            assertThat(levels.runnable()).isCloseTo(32, within(0.1));
        });
    }

    @Test
    void awaitsAnotherWindowWhenTheStepIsLate() {
        assertThat(Onset.steady(new Levels(AT, 1, 0.8, 0, 9), new Levels(AT, 1, 0.8, 10, 9), 40))
                .isEmpty();
    }
}
