// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import io.kernscale.testkit.demo.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seed    of the first graph; those after it have the next ones
 * @param graphs  how many
 * @param json    file that takes the figures; empty for none
 * @param detail  how much to say
 */
record Options(long seed, int graphs, Optional<Path> json, Detail detail) {

    /** How much to say. */
    enum Detail {
        /** A line a graph. */
        TABLE,
        /** Also what was wrong, workload by workload. */
        REASONS
    }

    private static final List<String> USAGE = List.of("--seed N", "--graphs N", "--json FILE", "--verbose");

    static Options parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        return new Options(
                line.number("--seed", 1, 0, 999_999),
                line.number("--graphs", 200, 1, 100_000),
                line.path("--json"),
                line.has("--verbose") ? Detail.REASONS : Detail.TABLE);
    }
}
