// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CulpritsBenchTest {

    @Test
    void findsTheCulpritsOfAFewGraphsAndScalesNobodyElse() {
        List<GraphScore> scores =
                LongStream.rangeClosed(2, 16).mapToObj(CulpritsBench::score).toList();

        assertThat(scores)
                .allSatisfy(score -> assertThat(score.faults())
                        .as("seed %d", score.scenario().seed())
                        .isEmpty());
        assertThat(scores).allSatisfy(score -> assertThat(score.wrongScales()).isEmpty());
        assertThat(scores).anyMatch(score -> !score.scaled().isEmpty());
        assertThat(CulpritsBench.passes(scores)).isTrue();
        assertThat(CulpritsBench.json(scores))
                .isEqualToIgnoringNewLines("{\"exactRatio\": 1.0000, \"wrongScales\": 0, \"graphs\": 15}");
    }

    @Test
    void judgesOneSeedAlwaysTheSame() {
        GraphScore once = CulpritsBench.score(5);
        GraphScore again = CulpritsBench.score(5);

        assertThat(again.found()).isEqualTo(once.found());
        assertThat(again.scaled()).isEqualTo(once.scaled());
    }
}
