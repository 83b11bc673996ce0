// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Environment variables with the types and rules that settings need; an empty variable counts as unset. */
record Environment(Map<String, String> variables) {

    Environment {
        variables = Map.copyOf(variables);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String name, String whenUnset) {
        return text(name).orElse(whenUnset);
    }

    int integer(String name, int whenUnset, int min, int max) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return whenUnset;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the rule
        }
        throw new ConfigException(name + " must be a whole number in [" + min + ", " + max + "], was: " + value.get()
                + "; correct it or unset it for " + whenUnset);
    }

    /** One of some words; the first where it is unset. */
    String oneOf(String name, List<String> words) {
        String value = text(name, words.getFirst());
        if (!words.contains(value)) {
            throw new ConfigException(name + " must be one of " + String.join(", ", words) + ", was: " + value
                    + "; correct it or unset it for " + words.getFirst());
        }
        return value;
    }

    /** False where it is unset. */
    boolean isTrue(String name) {
        return oneOf(name, List.of("false", "true")).equals("true");
    }

    /** A comma-separated list; empty items are left out. */
    Optional<Set<String>> names(String name) {
        return Optional.ofNullable(variables.get(name))
                .map(list -> Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** A file that must exist when it is named, and is used when it exists where it is not. */
    Optional<Path> file(String name, Path whenUnset) {
        Optional<Path> named = text(name).map(Path::of);
        named.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw new ConfigException(name + " must name a readable file, was: " + path + "; mount it or unset it");
        });
        return named.or(() -> Optional.of(whenUnset).filter(Files::isReadable));
    }
}
