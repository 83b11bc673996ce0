// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.simulator.bench.Options.Detail;
import io.kernscale.testkit.demo.DemoException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void takesTheFixedListOf200SeedsByDefault() {
        assertThat(Options.parse()).isEqualTo(new Options(1, 200, Optional.empty(), Detail.TABLE));
    }

    @Test
    void takesEveryOption() {
        assertThat(Options.parse("--verbose", "--seed", "9", "--graphs", "3", "--json", "f.json"))
                .isEqualTo(new Options(9, 3, Optional.of(Path.of("f.json")), Detail.REASONS));
    }

    @ParameterizedTest
    @CsvSource({
        "--seed -1, --seed must be a whole number in [0",
        "--graphs 0, --graphs must be a whole number in [1",
        "--graphs, --graphs must be a whole number",
        "--json, --json must be followed by a value",
        "--fast, unknown option --fast"
    })
    void refusesWhatItCannotUse(String words, String sentence) {
        assertThatThrownBy(() -> Options.parse(words.split(" ")))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(sentence);
    }
}
