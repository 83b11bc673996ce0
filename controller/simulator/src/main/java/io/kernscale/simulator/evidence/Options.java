// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Suite.Extent;
import java.nio.file.Path;
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

    static Options parse(String... words) {
        Options options = new Options(1, Extent.ALL, Optional.empty(), Optional.of(EVIDENCE), Optional.empty());
        for (int i = 0; i < words.length; i++) {
            options = words[i].equals("--quick")
                    ? new Options(options.seed, Extent.QUICK, options.json, Optional.empty(), options.explained)
                    : options.with(words[i], i + 1 < words.length ? words[++i] : "");
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--seed" -> new Options(seed(value), extent, json, out, explained);
            case "--json" -> new Options(seed, extent, Optional.of(path(name, value)), out, explained);
            case "--out" -> new Options(seed, extent, json, Optional.of(path(name, value)), explained);
            case "--explain" -> new Options(seed, extent, json, Optional.empty(), Optional.of(value));
            default ->
                throw new IllegalArgumentException("unknown option " + name
                        + "; there are: --quick, --seed N, --json FILE, --out FOLDER, --explain FAULT");
        };
    }

    private static Path path(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be followed by a path; add one");
        }
        return Path.of(value);
    }

    private static long seed(String value) {
        if (value.matches("\\d{1,9}")) {
            return Long.parseLong(value);
        }
        throw new IllegalArgumentException(
                "--seed must be a whole number of at most nine digits, was: " + value + "; correct it");
    }
}
