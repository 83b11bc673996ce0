// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a bench has measured.
 *
 * @param title above the table for people
 */
record Figures(String title, List<Figure> all) {

    Figures {
        all = List.copyOf(all);
    }

    /** Prints the table, and writes the same as JSON if a file is named. */
    void tell(Optional<Path> json) throws IOException {
        System.out.print(table());
        if (json.isPresent()) {
            Files.writeString(json.get(), json());
        }
    }

    String table() {
        return all.stream().map(Figure::row).collect(Collectors.joining("", title + System.lineSeparator(), ""));
    }

    String json() {
        return all.stream().map(Figure::json).collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }
}
