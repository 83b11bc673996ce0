// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpRowTest {
    private static final long UNIT = 1L << TcpLayouts.TURN_COUNT_BITS;

    private record Row(String name, long inProgress, long nowNanos, int turns, long elapsedNanos) {}

    /** As the kernel writes it. */
    private static long begun(long... turnNanos) {
        return Arrays.stream(turnNanos).map(nanos -> nanos / UNIT * UNIT + 1).sum();
    }

    @Test
    void readsTurnsAndTheirTimeFromOneWord() {
        List<Row> rows = List.of(
                new Row("none", 0, 0x900000, 0, 0),
                // 2 * 0x900000 - (0x300000 + 0x500000) = 0xa00000, less two halves of 0x100000
                new Row("the example", begun(0x300000, 0x500000), 0x900000, 2, 0x900000),
                new Row("low bits are lost", begun(0x3fffff), 0x900000, 1, 0x580000),
                new Row("just begun", begun(0x900000), 0x900000, 1, 0),
                new Row("begun after the reading", begun(0xb00000), 0x900000, 1, 0),
                // one stripe has both beginnings, another an end: modulo 2^64 that is one turn
                new Row("ended on another CPU", begun(0x300000, 0x500000) - begun(0x500000), 0x900000, 1, 0x580000),
                new Row("one short of none", -begun(0x300000), 0x900000, 0, 0),
                new Row(
                        "a thousand for a day",
                        1000 * begun(UNIT),
                        UNIT + 86_400_000_000_000L,
                        1000,
                        1000 * (86_400_000_000_000L - UNIT / 2)));
        assertThat(rows).allSatisfy(row -> {
            assertThat(TcpRow.turns(row.inProgress())).as(row.name()).isEqualTo(row.turns());
            assertThat(TcpRow.elapsedNanos(row.inProgress(), row.nowNanos()))
                    .as(row.name())
                    .isEqualTo(row.elapsedNanos());
        });
    }

    @Test
    void isIdleOnlyWithoutConnectionsTurnsAndEvents() {
        record Case(String name, int field, long value, boolean idle) {}
        List<Case> cases = List.of(
                new Case("nothing", TcpLayouts.OPENED, 7, true),
                new Case("open", TcpLayouts.OPEN, 1, false),
                new Case("in a turn", TcpLayouts.IN_PROGRESS, begun(UNIT), false),
                new Case("seen just now", TcpLayouts.LAST, 70_000, false));
        assertThat(cases).allSatisfy(c -> {
            long[] values = new long[TcpLayouts.ROW_LONGS];
            values[c.field()] = c.value();
            assertThat(new TcpRow(values).isIdle(100_000, 60_000)).as(c.name()).isEqualTo(c.idle());
        });
    }
}
