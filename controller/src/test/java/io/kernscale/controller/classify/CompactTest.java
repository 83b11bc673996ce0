// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.004, 0",
        "0.005, 0.01",
        "0.2, 0.2",
        "1, 1",
        "1.005, 1.01",
        "1.016, 1.02",
        "9.994, 9.99",
        "9.995, 10",
        "31.46, 31.5",
        "99.94, 99.9",
        "99.95, 100",
        "412.4, 412",
        "100000, 100000",
        "12345678901234, 12345678901234",
        "-0.25, -0.25"
    })
    void writesThreeDigitsAndNoZerosBehindThePoint(double value, String text) {
        assertThat(Compact.number(value)).isEqualTo(text);
    }
}
