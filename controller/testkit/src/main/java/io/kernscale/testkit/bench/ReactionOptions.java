// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.FileName;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.WholeNumber;
import java.nio.file.Path;
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
    private static final int DEFAULT_ROUNDS = 10;
    private static final int MAX_ROUNDS = 1_000;

    static ReactionOptions parse(String... words) {
        int rounds = DEFAULT_ROUNDS;
        long seed = 1;
        int port = MiniCluster.AGENT_PORT;
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < words.length; i += 2) {
            String value = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                case "--rounds" -> rounds = (int) WholeNumber.of(words[i], value, 1, MAX_ROUNDS);
                case "--seed" -> seed = WholeNumber.of(words[i], value, 0, 999_999);
                case "--port" -> port = (int) WholeNumber.of(words[i], value, 1, 65_535);
                case "--json" -> json = Optional.of(FileName.of(words[i], value));
                default ->
                    throw new DemoException(
                            "unknown option " + words[i] + "; there are: --rounds N, --seed N, --port N, --json FILE");
            }
        }
        return new ReactionOptions(rounds, seed, port, json);
    }
}
