// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    private static Latencies counts(int firstSlot, Long... counts) {
        List<Long> all = new ArrayList<>(Collections.nCopies(firstSlot, 0L));
        all.addAll(List.of(counts));
        return Latencies.of(all);
    }

    @ParameterizedTest(name = "of 90 in slot 16 and 10 in slot 17 later than {0} s: {1}")
    @CsvSource({
        "0,        100",
        "0.065536, 100",
        "0.1,       29.8", // 100 * 0.1 ^ ((100 - 65.536) / 65.536)
        "0.131072,  10",
        "0.262144,   0",
        "9,          0"
    })
    void a_tail_thins_out_within_a_slot(double seconds, double over) {
        assertThat(counts(16, 90L, 10L).over(seconds)).isCloseTo(over, within(0.1));
    }

    @Test
    void without_answers_none_is_late() {
        assertThat(Latencies.NONE.over(0.1)).isZero();
    }

    @Test
    void a_longer_time_never_has_more_behind_it() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Latencies some =
                    counts(random.nextInt(14), (long) random.nextInt(4), (long) random.nextInt(90), 1L, 0L, 3L);
            double seconds = random.nextDouble();

            assertThat(some.over(seconds * 1.1)).isLessThanOrEqualTo(some.over(seconds) + 1e-9);
            assertThat(some.over(seconds)).isBetween(0.0, (double) some.total());
        }
    }

    /** What the slots hide: of tails without memory hardly anything, of heavier ones up to a third too many are seen. */
    @ParameterizedTest(name = "{0} with 1 % later than {1} s")
    @CsvSource({
        "exponential, 0.1, 0.97, 1.03",
        "exponential, 0.2, 0.97, 1.03",
        "exponential, 1,   0.97, 1.03",
        "lognormal,   0.1, 0.7,  1.35",
        "lognormal,   0.2, 0.7,  1.35",
        "lognormal,   1,   0.7,  1.35"
    })
    void slots_hide_little_of_the_late_share(String form, double threshold, double least, double most) {
        Random random = new Random(7);
        DoubleSupplier times = form.equals("exponential")
                ? () -> -Math.log(1 - random.nextDouble()) * threshold / Math.log(100)
                : () -> threshold * Math.exp(0.8 * (random.nextGaussian() - 2.326));
        long[] slots = new long[26];
        int answers = 1_000_000;
        for (int i = 0; i < answers; i++) {
            long micros = Math.max(1, (long) (times.getAsDouble() * 1e6));
            slots[Math.min(25, 63 - Long.numberOfLeadingZeros(micros))]++;
        }
        List<Long> counts = new ArrayList<>();
        for (long slot : slots) {
            counts.add(slot);
        }

        assertThat(Latencies.of(counts).over(threshold) / (0.01 * answers)).isBetween(least, most);
    }
}
