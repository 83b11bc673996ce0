// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A panel of a dashboard.
 *
 * @param file the dashboard's
 * @param json the panel as Grafana reads it
 */
record Panel(String file, JsonObject json) {
    /** Labels in a legend, and in a link that is given series or rows of a table. */
    private static final Pattern LABEL =
            Pattern.compile("\\{\\{(\\w+)}}|__field\\.labels\\.(\\w+)|__data\\.fields\\.(\\w+)");

    /** The columns of a table that are no labels. */
    private static final Pattern OWN_COLUMN = Pattern.compile("Time|Value( #[A-Z])?");

    /** Where it stands: columns of 24, rows. */
    record Place(long x, long y, long width, long height) {

        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    String where() {
        return file + ": " + title();
    }

    long id() {
        return Json.number(json, 0, "id");
    }

    String title() {
        return Json.text(json, "title");
    }

    String type() {
        return Json.text(json, "type");
    }

    String description() {
        return Json.text(json, "description");
    }

    String unit() {
        return Json.text(json, "fieldConfig", "defaults", "unit");
    }

    Place place() {
        return new Place(grid("x"), grid("y"), grid("w"), grid("h"));
    }

    private long grid(String side) {
        return Json.number(json, -1, "gridPos", side);
    }

    /** A headline between panels. */
    boolean isRow() {
        return type().equals("row");
    }

    List<JsonObject> targets() {
        return Json.objects(json, "targets");
    }

    List<Query> queries() {
        return targets().stream()
                .map(target -> new Query(
                        where() + " (" + Json.text(target, "refId") + ")",
                        Json.text(target, "expr"),
                        Json.text(target, "instant").equals("true"),
                        labels(target)))
                .toList();
    }

    /** The second query of a timeline has other labels than its links name, which are the first one's. */
    private Set<String> labels(JsonObject target) {
        Set<String> labels = new TreeSet<>();
        add(labels, Json.text(target, "legendFormat"));
        if (targets().size() == 1) {
            add(labels, json.toString());
            Json.objects(json, "transformations").stream()
                    .map(transformation -> Json.at(transformation, "options", "indexByName"))
                    .filter(JsonElement.class::isInstance)
                    .flatMap(columns -> columns.getAsJsonObject().keySet().stream())
                    .filter(column -> !OWN_COLUMN.matcher(column).matches())
                    .forEach(labels::add);
        }
        return labels;
    }

    private static void add(Set<String> labels, String text) {
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            for (int group = 1; group <= label.groupCount(); group++) {
                if (label.group(group) != null) {
                    labels.add(label.group(group));
                }
            }
        }
    }
}
