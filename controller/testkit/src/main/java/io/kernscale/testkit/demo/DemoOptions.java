// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.nio.file.Path;
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
    private static final long LEAST_SECONDS = 45;

    static DemoOptions parse(String... words) {
        Optional<Long> seconds = Optional.empty();
        int port = MiniCluster.AGENT_PORT;
        for (int i = 0; i < words.length; i += 2) {
            String value = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                case "--seconds" -> seconds = Optional.of(WholeNumber.of(words[i], value, LEAST_SECONDS, 86_400));
                case "--port" -> port = (int) WholeNumber.of(words[i], value, 1, 65_535);
                default -> throw new DemoException("unknown option " + words[i] + "; there are: --seconds N, --port N");
            }
        }
        return new DemoOptions(seconds, port, Path.of(""));
    }
}
