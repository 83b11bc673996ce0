// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seconds   so long after its start the demo ends with a verdict; empty: it runs until Ctrl-C
 * @param agentPort port of the agent
 * @param home      the project's root directory, where the built jars are
 */
record DemoOptions(Optional<Long> seconds, int agentPort, Path home) {
    /** Less is not enough for the load to grow and the verdict to be fair. */
    private static final int LEAST_SECONDS = 45;

    private static final List<String> USAGE = List.of("--seconds N", "--port N");

    static DemoOptions parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        return new DemoOptions(
                line.has("--seconds")
                        ? Optional.of((long) line.number("--seconds", 0, LEAST_SECONDS, 86_400))
                        : Optional.empty(),
                line.number("--port", MiniCluster.AGENT_PORT, 1, 65_535),
                Path.of(""));
    }
}
