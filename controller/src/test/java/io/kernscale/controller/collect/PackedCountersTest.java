// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are packed are the same when they are read. */
class PackedCountersTest {

    private static final EdgeName DB = new EdgeName(Role.CLIENT, "10.0.0.7", IpAddress.parse("10.0.0.7"), 5432);

    private final VarintWriter out = new VarintWriter();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 300, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE})
    void a_number_is_read_as_it_was_written(long number) {
        out.put(number);
        out.put(7);
        VarintReader in = new VarintReader(out.take());

        assertThat(in.take()).isEqualTo(number);
        assertThat(in.take()).isEqualTo(7);
    }

    @Test
    void a_small_number_takes_one_byte() {
        out.put(127);
        out.put(300);

        assertThat(out.take()).containsExactly(0x7f, 0xac, 0x02);
    }

    @Test
    void counters_are_the_same_after_packing() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            EdgeCounters edge = random(random);

            assertThat(PackedCounters.unpack(PackedCounters.pack(edge, out), DB))
                    .isEqualTo(edge);
        }
    }

    @Test
    void rates_are_those_of_the_counters() {
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            EdgeCounters edge = random(random);
            double seconds = 0.5 + 10 * random.nextDouble();

            assertThat(PackedCounters.perSecond(PackedCounters.pack(edge, out), seconds))
                    .isEqualTo(rates(edge, seconds));
        }
    }

    private static EdgeRates rates(EdgeCounters edge, double seconds) {
        return new EdgeRates(
                edge.open(),
                edge.opened() / seconds,
                edge.refused() / seconds,
                edge.reset() / seconds,
                edge.timedOut() / seconds,
                edge.closed() / seconds,
                edge.sentBytes() / seconds,
                edge.receivedBytes() / seconds,
                edge.rttMicros() / 1e6,
                edge.retransmits() / seconds,
                edge.requests() / seconds,
                edge.answers() / seconds,
                edge.outstandingNanos() / 1e9 / seconds,
                edge.outstanding(),
                Latencies.of(edge.answerHistogram()),
                edge.overlaps() / seconds,
                edge.unasked() / seconds);
    }

    private static EdgeCounters random(Random random) {
        List<Long> histogram = LongStream.range(0, random.nextInt(27))
                .map(slot -> number(random))
                .boxed()
                .toList();
        return new EdgeCounters(
                DB.role(),
                DB.peer(),
                DB.port(),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                random.nextInt(1_000),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                histogram,
                random.nextInt(1_000),
                number(random),
                number(random),
                List.of());
    }

    /** Of any length, and often zero. */
    private static long number(Random random) {
        return random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 1 + random.nextInt(62);
    }
}
