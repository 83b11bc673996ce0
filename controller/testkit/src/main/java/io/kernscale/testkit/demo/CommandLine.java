// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a command line, in any order: {@code --seed 7 --quick}. Of one that is there twice the last one counts. What is
 * wrong is told in one sentence that a person can act on.
 */
public final class CommandLine {
    private final Map<String, String> values = new HashMap<>();

    private CommandLine() {}

    /**
     * Takes the words apart.
     *
     * @param usage the options that there are, as usage names them: {@code --seed N} takes a value, {@code --quick} none
     * @throws DemoException at a word that is no such option
     */
    public static CommandLine parse(List<String> usage, String... words) {
        CommandLine line = new CommandLine();
        List<String> rest = new ArrayList<>(List.of(words));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            boolean takesValue = usage.stream().anyMatch(known -> known.startsWith(option + " "));
            if (!takesValue && !usage.contains(option)) {
                throw new DemoException("unknown option " + option + "; there are: " + String.join(", ", usage));
            }
            line.values.put(option, takesValue && !rest.isEmpty() ? rest.removeFirst() : "");
        }
        return line;
    }

    /** Whether the option is there. */
    public boolean has(String option) {
        return values.containsKey(option);
    }

    /**
     * A whole number.
     *
     * @param usual where the option is not there
     * @param max   at most nine digits
     * @throws DemoException when it is none, or outside of [min, max]
     */
    public int number(String option, int usual, int min, int max) {
        String value = values.get(option);
        if (value == null) {
            return usual;
        }
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max) {
            return Integer.parseInt(value);
        }
        throw new DemoException(
                option + " must be a whole number in [" + min + ", " + max + "], was: " + value + "; correct it");
    }

    /**
     * A file or folder.
     *
     * @throws DemoException when there is no name: better now than when the file is to be written
     */
    public Optional<Path> path(String option) {
        return text(option).map(Path::of);
    }

    /** @throws DemoException when the option is there without its value */
    public Optional<String> text(String option) {
        String value = values.get(option);
        if (value != null && value.isEmpty()) {
            throw new DemoException(option + " must be followed by a value; add one");
        }
        return Optional.ofNullable(value);
    }
}
