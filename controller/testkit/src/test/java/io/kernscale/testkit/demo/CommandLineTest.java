// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private static final List<String> USAGE = List.of("--seed N", "--json FILE", "--quick");

    @Test
    void readsOptionsInAnyOrder() {
        CommandLine line = parse("--quick --json f.json --seed 7");
        assertThat(line.has("--quick")).isTrue();
        assertThat(line.path("--json")).contains(Path.of("f.json"));
        assertThat(line.number("--seed", 1, 0, 9)).isEqualTo(7);
    }

    @Test
    void hasTheUsualWhereNothingIsSaid() {
        CommandLine line = CommandLine.parse(USAGE);
        assertThat(line.has("--quick")).isFalse();
        assertThat(line.path("--json")).isEmpty();
        assertThat(line.number("--seed", 1, 0, 9)).isEqualTo(1);
    }

    @Test
    void takesTheLastOfTwo() {
        assertThat(parse("--seed 3 --seed 4").number("--seed", 1, 0, 9)).isEqualTo(4);
    }

    @Test
    void takesTheWordBehindAnOptionForItsValue() {
        assertThat(parse("--json --quick").has("--quick")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--see 1, --see",
        "--seeds 1, --seeds",
        "seed 1, seed",
        "--quick 1, 1",
        "--seed 1 2, 2",
        "--fast, --fast"
    })
    void namesWhatIsNoOptionAndThoseThatThereAre(String words, String unknown) {
        refused(() -> parse(words), "unknown option " + unknown + "; there are: --seed N, --json FILE, --quick");
    }

    @ParameterizedTest
    @CsvSource({
        "--seed 10, 10",
        "--seed -1, -1",
        "--seed many, many",
        "--seed 1.5, 1.5",
        "--seed 9999999999, 9999999999"
    })
    void refusesWhatIsNoSuchNumber(String words, String value) {
        refused(
                () -> parse(words).number("--seed", 1, 0, 9),
                "--seed must be a whole number in [0, 9], was: " + value + "; correct it");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        refused(
                () -> parse("--seed").number("--seed", 1, 0, 9),
                "--seed must be a whole number in [0, 9], was: ; correct it");
        refused(() -> parse("--json").path("--json"), "--json must be followed by a value; add one");
    }

    private static CommandLine parse(String words) {
        return CommandLine.parse(USAGE, words.split(" "));
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(DemoException.class).hasMessage(sentence);
    }
}
