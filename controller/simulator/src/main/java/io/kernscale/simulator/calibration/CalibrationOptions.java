// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.FileName;
import io.kernscale.testkit.demo.WholeNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param rounds of each case on the real kernel
 * @param length of a round
 * @param json   file that takes the figures; empty for none
 */
record CalibrationOptions(int rounds, Duration length, Optional<Path> json) {
    private static final int DEFAULT_ROUNDS = 3;
    private static final int MAX_ROUNDS = 99;
    private static final int DEFAULT_SECONDS = 5;
    private static final int MAX_SECONDS = 600;

    static CalibrationOptions parse(String... words) {
        int rounds = DEFAULT_ROUNDS;
        long seconds = DEFAULT_SECONDS;
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < words.length; i += 2) {
            String value = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                case "--rounds" -> rounds = (int) WholeNumber.of(words[i], value, 1, MAX_ROUNDS);
                case "--seconds" -> seconds = WholeNumber.of(words[i], value, 1, MAX_SECONDS);
                case "--json" -> json = Optional.of(FileName.of(words[i], value));
                default ->
                    throw new DemoException(
                            "unknown option " + words[i] + "; there are: --rounds N, --seconds N, --json FILE");
            }
        }
        return new CalibrationOptions(rounds, Duration.ofSeconds(seconds), json);
    }
}
