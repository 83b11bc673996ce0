// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import java.nio.file.Path;
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

    private static final int DEFAULT_GRAPHS = 200;
    private static final int MAX_GRAPHS = 100_000;

    static Options parse(String... words) {
        Options options = new Options(1, DEFAULT_GRAPHS, Optional.empty(), Detail.TABLE);
        for (int i = 0; i < words.length; i++) {
            boolean flag = words[i].equals("--verbose");
            options = flag
                    ? options.with(Detail.REASONS)
                    : options.with(words[i], i + 1 < words.length ? words[++i] : "");
        }
        return options;
    }

    private Options with(Detail more) {
        return new Options(seed, graphs, json, more);
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--seed" -> new Options(number(name, value, 0, 999_999), graphs, json, detail);
            case "--graphs" -> new Options(seed, (int) number(name, value, 1, MAX_GRAPHS), json, detail);
            case "--json" -> new Options(seed, graphs, Optional.of(file(value)), detail);
            default ->
                throw new IllegalArgumentException(
                        "unknown option " + name + "; there are: --seed N, --graphs N, --json FILE, --verbose");
        };
    }

    private static Path file(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("--json must be followed by a file name; add one");
        }
        return Path.of(value);
    }

    private static long number(String name, String value, long min, long max) {
        if (value.matches("\\d{1,6}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max) {
            return Long.parseLong(value);
        }
        throw new IllegalArgumentException(
                name + " must be a whole number in [" + min + ", " + max + "], was: " + value + "; correct it");
    }
}
