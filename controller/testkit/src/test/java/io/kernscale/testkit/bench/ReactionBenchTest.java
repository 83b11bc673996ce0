// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReactionBenchTest {

    @Test
    void writesItsFiguresAsOneFlatObject() {
        var reactions = List.of(reaction(1_000), reaction(4_000), reaction(2_000), reaction(3_000));
        assertThat(ReactionBench.json(reactions).strip())
                .isEqualTo("{\"rounds\": 4, \"onsetToWriteSecondsMedian\": 2.500, \"onsetToWriteSecondsMax\": 4.000}");
    }

    private static Reaction reaction(long millis) {
        return new Reaction(Duration.ofMillis(millis), 5);
    }
}
