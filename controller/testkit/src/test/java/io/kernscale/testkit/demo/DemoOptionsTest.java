// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    @Test
    void runsUntilCtrlCByDefault() {
        DemoOptions options = DemoOptions.parse();
        assertThat(options.seconds()).isEmpty();
        assertThat(options.agentPort()).isEqualTo(5_000);
    }

    @Test
    void readsItsOptions() {
        DemoOptions options = DemoOptions.parse("--seconds", "60", "--port", "5001");
        assertThat(options.seconds()).contains(60L);
        assertThat(options.agentPort()).isEqualTo(5_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds", "--seconds 5", "--seconds many", "--port 0", "--colour red"})
    void refusesWhatItCannotUse(String words) {
        assertThatThrownBy(() -> DemoOptions.parse(words.split(" "))).isInstanceOf(DemoException.class);
    }
}
