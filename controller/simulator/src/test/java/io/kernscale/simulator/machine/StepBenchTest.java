// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBenchTest {

    @ParameterizedTest
    @CsvSource({
        "16, 48, back within the objective 3.0 times sooner",
        "16, 60, back within the objective at least 3.8 times sooner",
        "0, 48, back within the objective 48.0 times sooner",
        "60, 60, not back within the objective in 60 s; give it more --seconds"
    })
    void who_is_not_back_by_the_end_gives_a_bound_or_nothing(double kernscale, double hpa, String sentence) {
        assertThat(StepBench.recovery(kernscale, hpa, 60)).isEqualTo(sentence);
    }
}
