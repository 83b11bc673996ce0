// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.testkit.demo.DemoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityOptionsTest {

    @Test
    void measuresThreeSizesWithoutConnectionsByDefault() {
        CapacityOptions options = CapacityOptions.parse();
        assertThat(options.layouts())
                .containsExactly(
                        new Layout(100, 0, Family.IPV4, 0),
                        new Layout(1_000, 0, Family.IPV4, 0),
                        new Layout(10_000, 0, Family.IPV4, 0));
        assertThat(options.json()).isEmpty();
    }

    @Test
    void measuresTheOneThatIsAskedFor() {
        CapacityOptions options = CapacityOptions.parse(
                "--edges", "2", "--ipv6", "--workloads", "50", "--objectives", "5", "--json", "f.json");
        assertThat(options.layouts()).containsExactly(new Layout(50, 2, Family.IPV6, 5));
        assertThat(options.json()).contains(Path.of("f.json"));
    }

    /** A misspelt option that went unseen would measure something else for minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"--workload 50", "--workloads 0", "--workloads", "--edges -1", "--edges two", "--json", "--fast"
            })
    void refusesWhatItCannotUse(String words) {
        assertThatThrownBy(() -> CapacityOptions.parse(words.split(" "))).isInstanceOf(DemoException.class);
    }
}
