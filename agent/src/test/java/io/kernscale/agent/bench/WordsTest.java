// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final List<String> OPTIONS = List.of("--json", "--jar");

    @Test
    void readsOptionsWithTheirValues() {
        Words words = Words.parse(OPTIONS, "--jar", "a.jar");
        assertThat(words.path("--jar")).contains(Path.of("a.jar"));
        assertThat(words.path("--json")).isEmpty();
    }

    @Test
    void namesWhatIsNoOptionAndThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Words.parse(OPTIONS, "--jso", "f.json"))
                .withMessage("unknown option --jso; there are: --json, --jar");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Words.parse(OPTIONS, "--json"))
                .withMessage("--json must be followed by a value; add one");
    }
}
