// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a command line, each with its value. */
record Words(Map<String, String> values) {

    Words {
        values = Map.copyOf(values);
    }

    /**
     * Takes the words apart.
     *
     * @throws IllegalArgumentException at an option that is none of these, or has no value
     */
    static Words parse(List<String> options, String... words) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!options.contains(words[i])) {
                throw new IllegalArgumentException(
                        "unknown option " + words[i] + "; there are: " + String.join(", ", options));
            }
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " must be followed by a value; add one");
            }
            values.put(words[i], words[i + 1]);
        }
        return new Words(values);
    }

    /** The same for a program's {@code main}, which ends with status 2 where it cannot be. */
    static Words parseOrExit(List<String> options, String... words) {
        try {
            return parse(options, words);
        } catch (IllegalArgumentException e) {
            System.err.println("kernscale: " + e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    Optional<Path> path(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of);
    }
}
