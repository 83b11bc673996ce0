// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import io.kernscale.testkit.demo.CommandLine;
import io.kernscale.testkit.demo.MiniCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param rounds onsets to measure
 * @param seed   of the onsets' phases and of the load
 * @param agentPort port of the agent
 * @param json   file that takes the figures; empty for none
 */
record ReactionOptions(int rounds, long seed, int agentPort, Optional<Path> json) {
    private static final List<String> USAGE = List.of("--rounds N", "--seed N", "--port N", "--json FILE");

    static ReactionOptions parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        return new ReactionOptions(
                line.number("--rounds", 10, 1, 1_000),
                line.number("--seed", 1, 0, 999_999),
                line.number("--port", MiniCluster.AGENT_PORT, 1, 65_535),
                line.path("--json"));
    }
}
