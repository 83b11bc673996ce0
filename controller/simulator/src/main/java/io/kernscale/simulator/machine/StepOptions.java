// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import io.kernscale.testkit.demo.CommandLine;
import io.kernscale.testkit.demo.MiniCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seconds   to watch after each onset
 * @param seed      of the load, and of the phases in the HPA's signal
 * @param agentPort port of the agent
 * @param json      file that takes the figures; empty for none
 */
record StepOptions(int seconds, long seed, int agentPort, Optional<Path> json) {
    private static final List<String> USAGE = List.of("--seconds N", "--seed N", "--port N", "--json FILE");

    static StepOptions parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        return new StepOptions(
                line.number("--seconds", 240, 30, 3_600),
                line.number("--seed", 1, 0, 999_999),
                line.number("--port", MiniCluster.AGENT_PORT, 1, 65_535),
                line.path("--json"));
    }
}
