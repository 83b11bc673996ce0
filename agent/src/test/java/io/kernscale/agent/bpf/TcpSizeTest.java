// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TcpSizeTest {
    private static final long MEBI = 1024 * 1024;

    private record Row(String name, int maxEdges, int cpus, long budgetBytes, int slots, int stripes) {}

    @Test
    void givesUpStripesFirstAndThenSlots() {
        List<Row> rows = List.of(
                new Row("one CPU", 8191, 1, 32 * MEBI, 8192, 1),
                new Row("two", 8191, 2, 32 * MEBI, 8192, 2),
                new Row("the next power of two", 8191, 6, 32 * MEBI, 8192, 8),
                // 16 stripes of 8192 rows of 384 bytes take 48 MiB
                new Row("as many as the budget allows", 8191, 16, 32 * MEBI, 8192, 8),
                new Row("never more", 8191, 512, 32 * MEBI, 8192, 8),
                // a MiB holds 2730 rows
                new Row("fewer slots", 8191, 4, MEBI, 2730, 1));
        assertThat(rows)
                .allSatisfy(row -> assertThat(TcpSize.of(row.maxEdges(), row.cpus(), row.budgetBytes()))
                        .as(row.name())
                        .isEqualTo(new TcpSize(row.slots(), row.stripes())));
    }

    @Test
    void keepsASixteenthForTails() {
        assertThat(new TcpSize(8192, 2).ownRows()).isEqualTo(8191 - 512);
        assertThat(new TcpSize(8192, 2).share()).isEqualTo(2048);
        assertThat(new TcpSize(17, 1).ownRows()).as("at least two").isEqualTo(14);
    }

    @Test
    void refusesOptionsThatCannotBe() {
        assertThatThrownBy(() -> TcpOptions.DEFAULTS.withMaxEdges(15))
                .hasMessage("maxEdges must be in [16, 1000000], was: 15");
        assertThatThrownBy(() -> TcpOptions.DEFAULTS.withPlaces(3))
                .hasMessage("places must be a power of two up to 4194304, was: 3");
        assertThatThrownBy(() -> TcpOptions.DEFAULTS.withHooks(List.of()))
                .hasMessage("hooks must name SENDS, SEGMENTS or both, was empty");
    }
}
