// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dashboard of the chart.
 *
 * @param file its name
 * @param json as Grafana reads it
 */
record Dashboard(String file, JsonObject json) {
    static final Path CHART = Path.of("../../charts/kernscale");
    private static final Pattern LINK = Pattern.compile("\"/d/([\\w-]+)[?\"]");

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(CHART.resolve("dashboards"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the dashboards of " + CHART, e);
        }
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), Json.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    String uid() {
        return Json.text(json, "uid");
    }

    List<Panel> panels() {
        return Json.objects(json, "panels").stream()
                .map(panel -> new Panel(file, panel))
                .toList();
    }

    List<Query> queries() {
        return panels().stream().flatMap(panel -> panel.queries().stream()).toList();
    }

    /** Names of its variables. */
    Set<String> variables() {
        return Json.objects(json, "templating", "list").stream()
                .map(variable -> Json.text(variable, "name"))
                .collect(Collectors.toSet());
    }

    /** The dashboards that its panels link to, by uid. */
    Set<String> linked() {
        return LINK.matcher(json.toString())
                .results()
                .map(link -> link.group(1))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return file;
    }
}
