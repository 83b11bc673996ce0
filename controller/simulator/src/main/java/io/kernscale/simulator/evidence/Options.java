// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Suite.Extent;
import io.kernscale.testkit.demo.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seed   of everything that is left to chance
 * @param extent how much to compare
 * @param json   file that takes the figures; empty for none
 * @param out    folder that takes plots and summary; empty for none
 * @param explained name of the only fault to run, telling each change of mind; empty for all
 */
record Options(long seed, Extent extent, Optional<Path> json, Optional<Path> out, Optional<String> explained) {

    private static final Path EVIDENCE = Path.of("docs", "evidence");

    private static final List<String> USAGE =
            List.of("--quick", "--seed N", "--json FILE", "--out FOLDER", "--explain FAULT");

    /** What is not all there is to compare is no evidence, and not written there. */
    static Options parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        boolean whole = !line.has("--quick") && !line.has("--explain");
        return new Options(
                line.number("--seed", 1, 0, 999_999_999),
                line.has("--quick") ? Extent.QUICK : Extent.ALL,
                line.path("--json"),
                line.path("--out").or(() -> whole ? Optional.of(EVIDENCE) : Optional.empty()),
                line.text("--explain"));
    }
}
