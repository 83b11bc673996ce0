// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.FileName;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.WholeNumber;
import java.nio.file.Path;
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
    private static final int DEFAULT_SECONDS = 240;
    private static final int MIN_SECONDS = 30;
    private static final int MAX_SECONDS = 3_600;

    static StepOptions parse(String... words) {
        int seconds = DEFAULT_SECONDS;
        long seed = 1;
        int port = MiniCluster.AGENT_PORT;
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < words.length; i += 2) {
            String value = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                case "--seconds" -> seconds = (int) WholeNumber.of(words[i], value, MIN_SECONDS, MAX_SECONDS);
                case "--seed" -> seed = WholeNumber.of(words[i], value, 0, 999_999);
                case "--port" -> port = (int) WholeNumber.of(words[i], value, 1, 65_535);
                case "--json" -> json = Optional.of(FileName.of(words[i], value));
                default ->
                    throw new DemoException(
                            "unknown option " + words[i] + "; there are: --seconds N, --seed N, --port N, --json FILE");
            }
        }
        return new StepOptions(seconds, seed, port, json);
    }
}
