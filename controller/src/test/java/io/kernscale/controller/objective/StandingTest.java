// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of 100 answers may be late; windows of 2 s with 1,000 answers. */
class StandingTest {

    private static final double ALLOWED = 0.01;

    private static Reading reading(double late, double used, double waits, boolean starting) {
        return new Reading(2, 1_000, late, used, waits, starting);
    }

    private static Standing after(Standing standing, Reading reading, int windows) {
        Standing next = standing;
        for (int i = 0; i < windows; i++) {
            next = next.next(reading, ALLOWED, 1);
        }
        return next;
    }

    @Test
    void the_worked_example_of_the_rule() {
        Standing calm = new Standing(0.8, 0.03, 0.01, 0.2, 1e6, 0.01 * 1e6, 60);

        // burn rate 3, set point 1, 4 points a minute for each whole excess, 2 s: 0.8 - 2 * 0.04 / 60 * 2
        assertThat(calm.next(reading(30, 0.7, 0.2, false), ALLOWED, 1).usableRatio())
                .isCloseTo(0.79733, within(5e-5));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # what,                                     late, used, waits, starting, change after 5 min
            in time and at work: more use,              0,    0.7,  0.2,   false,    1
            late: more room,                            40,   0.7,  0.2,   false,    -1
            late while pods start: more room as well,   25,   0.7,  0.2,   true,     -1
            in time while pods start: nothing,          0,    0.7,  0.2,   true,     0
            in time and hardly at work: nothing,        0,    0.3,  0.2,   false,    0
            late and hardly at work: nothing,           40,   0.3,  0.2,   false,    0
            late and nobody waits for a CPU: nothing,   25,   0.7,  0.02,  false,    0
            very late by the fault of others: nothing,  500,  0.7,  0.09,  false,    0
            """)
    void room_follows_what_is_late_where_it_helps(
            String what, double late, double used, double waits, boolean starting, int change) {
        Standing next = after(Standing.at(0.7), reading(late, used, waits, starting), 150);

        // up to a point more is no move: until the mean of 30 s has risen, late answers look in time
        assertThat(Math.signum(Math.rint(40 * (next.usableRatio() - 0.7)))).isEqualTo(change);
    }

    @Test
    void no_answers_change_nothing() {
        Standing before = after(Standing.at(0.8), reading(20, 0.7, 0.2, false), 20);

        Standing next = before.next(new Reading(2, 0, 0, 0.7, 0.2, false), ALLOWED, 1);

        assertThat(next.usableRatio()).isEqualTo(before.usableRatio());
        assertThat(next.lateRatio()).isEqualTo(before.lateRatio());
    }

    @Test
    void the_bounds_hold_for_ever() {
        assertThat(after(Standing.at(0.8), reading(0, 0.9, 0.2, false), 5_000).usableRatio())
                .isEqualTo(Standing.MOST_USABLE);
        assertThat(after(Standing.at(0.8), reading(900, 0.9, 0.5, false), 5_000).usableRatio())
                .isEqualTo(Standing.LEAST_USABLE);
        assertThat(Standing.at(0.99).usableRatio()).isEqualTo(Standing.MOST_USABLE);
    }

    @Test
    void it_comes_back_from_a_bound_as_soon_as_answers_are_late() {
        Standing top = after(Standing.at(0.8), reading(0, 0.9, 0.2, false), 5_000);

        // 6 % late: the mean of 30 s is over any set point after 12 s, and from then on 8 points a minute go
        assertThat(after(top, reading(60, 0.9, 0.2, false), 20).usableRatio()).isLessThan(Standing.MOST_USABLE - 0.02);
    }

    @Test
    void slower_answers_never_leave_less_room() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            Standing fast = Standing.at(0.8);
            Standing slow = fast;
            for (int i = 0; i < 300; i++) {
                double late = random.nextInt(30);
                boolean starting = random.nextInt(9) == 0;
                double used = 0.6 + 0.3 * random.nextDouble();
                fast = fast.next(reading(late, used, 0.3, starting), ALLOWED, 1);
                slow = slow.next(reading(late + random.nextInt(20), used, 0.3, starting), ALLOWED, 1);

                assertThat(slow.usableRatio()).isLessThanOrEqualTo(fast.usableRatio() + 1e-9);
            }
        }
    }

    @Test
    void a_window_without_sense_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reading(2, 10, 11, 0.5, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reading(0, 10, 1, 0.5, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reading(2, 10, 1, Double.NaN, 0, false));
    }
}
