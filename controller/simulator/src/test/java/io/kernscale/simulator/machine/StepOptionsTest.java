// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.testkit.demo.DemoException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepOptionsTest {

    @Test
    void watches_four_minutes_after_each_onset_by_default() {
        assertThat(StepOptions.parse()).isEqualTo(new StepOptions(240, 1, 5_000, Optional.empty()));
    }

    @Test
    void takes_every_option() {
        assertThat(StepOptions.parse("--json", "f.json", "--port", "5001", "--seed", "7", "--seconds", "60"))
                .isEqualTo(new StepOptions(60, 7, 5_001, Optional.of(Path.of("f.json"))));
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds 29, --seconds must be a whole number in [30",
        "--seconds 3601, --seconds must be a whole number in [30",
        "--seconds, --seconds must be a whole number",
        "--seed -1, --seed must be a whole number in [0",
        "--port 65536, --port must be a whole number in [1",
        "--json, --json must be followed by a value",
        "--fast, unknown option --fast"
    })
    void refuses_what_it_cannot_use(String words, String sentence) {
        assertThatThrownBy(() -> StepOptions.parse(words.split(" ")))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(sentence);
    }
}
