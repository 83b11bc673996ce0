// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import io.kernscale.testkit.demo.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param rounds of each case on the real kernel
 * @param length of a round
 * @param json   file that takes the figures; empty for none
 */
record CalibrationOptions(int rounds, Duration length, Optional<Path> json) {
    private static final List<String> USAGE = List.of("--rounds N", "--seconds N", "--json FILE");

    static CalibrationOptions parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        return new CalibrationOptions(
                line.number("--rounds", 3, 1, 99),
                Duration.ofSeconds(line.number("--seconds", 5, 1, 600)),
                line.path("--json"));
    }
}
