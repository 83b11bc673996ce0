// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.testkit.demo.DemoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationOptionsTest {

    @Test
    void threeRoundsOfFiveSecondsByDefault() {
        assertThat(CalibrationOptions.parse())
                .isEqualTo(new CalibrationOptions(3, Duration.ofSeconds(5), Optional.empty()));
    }

    @Test
    void takesEveryOption() {
        assertThat(CalibrationOptions.parse("--rounds", "9", "--seconds", "20", "--json", "f.json"))
                .isEqualTo(new CalibrationOptions(9, Duration.ofSeconds(20), Optional.of(Path.of("f.json"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds 0", "--rounds", "--seconds 0", "--seconds long", "--json", "--fast"})
    void refusesWhatItCannotUse(String words) {
        assertThatThrownBy(() -> CalibrationOptions.parse(words.split(" "))).isInstanceOf(DemoException.class);
    }
}
