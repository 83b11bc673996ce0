// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the dashboards without running anything. */
class DashboardsTest {
    private static final int COLUMNS = 24;
    private static final long CURRENT_SCHEMA = 42;
    private static final Set<String> LABELS =
            Set.of("CpuBound", "IoBound", "Waiting", "Idle", "Unsaturated", "Unknown");

    /** None of the panels that Grafana has given up: graph, singlestat, table-old, grafana-piechart-panel. */
    private static final Set<String> TYPES =
            Set.of("row", "stat", "timeseries", "table", "state-timeline", "status-history");

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    static List<Panel> panels() {
        return dashboards().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel -> !panel.isRow())
                .toList();
    }

    @Test
    void thereAreFour() {
        assertThat(dashboards())
                .extracting(Dashboard::file)
                .containsExactly("controller.json", "node.json", "overview.json", "workload.json");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theUidNeverChangesBecauseItIsTheNameOfTheFile(Dashboard dashboard) {
        assertThat(dashboard.uid()).isEqualTo("kernscale-" + dashboard.file().replace(".json", ""));
        assertThat(Json.at(dashboard.json(), "id"))
                .as("the id is Grafana's to give")
                .isNull();
        assertThat(Json.number(dashboard.json(), 0, "schemaVersion")).isEqualTo(CURRENT_SCHEMA);
    }

    @Test
    void panelsLeadToTheWorkloadAndToTheNode() {
        assertThat(dashboards()).flatExtracting(Dashboard::linked).containsOnly("kernscale-workload", "kernscale-node");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void eachLeadsToAllOthers(Dashboard dashboard) {
        assertThat(Json.objects(dashboard.json(), "links"))
                .as("a list of all dashboards with the tag")
                .anySatisfy(link ->
                        assertThat(link.get("tags")).isEqualTo(dashboard.json().get("tags")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap(Dashboard dashboard) {
        List<Panel> panels = dashboard.panels();

        assertThat(panels).extracting(Panel::id).doesNotHaveDuplicates().allMatch(id -> id > 0);
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            Panel.Place place = panel.place();
            assertThat(place.x() >= 0 && place.y() >= 0 && place.width() > 0 && place.height() > 0)
                    .as("%s stands somewhere", panel.where())
                    .isTrue();
            assertThat(place.x() + place.width()).as(panel.where()).isLessThanOrEqualTo(COLUMNS);
            assertThat(panels.subList(i + 1, panels.size()))
                    .as("what overlaps %s", panel.where())
                    .noneMatch(other -> place.overlaps(other.place()));
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelSaysWhatItShowsInWhichUnitAndOfWhichSource(Panel panel) {
        assertThat(panel.type()).isIn(TYPES);
        assertThat(panel.title()).isNotBlank();
        assertThat(panel.description())
                .as("description of %s", panel.where())
                .endsWith(".")
                .hasSizeGreaterThan(30);
        assertThat(panel.unit()).as("unit of %s", panel.where()).isNotBlank();
        assertThat(panel.targets()).isNotEmpty().allSatisfy(target -> {
            assertThat(Json.text(target, "expr")).isNotBlank();
            assertThat(Json.text(target, "datasource", "uid")).isEqualTo("${datasource}");
        });
        assertThat(panel.targets())
                .extracting(target -> Json.text(target, "refId"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableIsDefinedAndUsed(Dashboard dashboard) {
        Set<String> used = new HashSet<>(Set.of("datasource"));
        dashboard.queries().forEach(query -> used.addAll(query.variables()));
        used.removeIf(name -> name.startsWith("__"));

        assertThat(used).isEqualTo(dashboard.variables());
    }

    @Test
    void eachLabelHasOneColourAndNoTwoHaveTheSame() {
        Map<String, Set<String>> colours = new HashMap<>();
        dashboards().forEach(dashboard -> coloursOf(dashboard.json(), colours));

        assertThat(colours.keySet()).isEqualTo(LABELS);
        assertThat(colours.values())
                .allSatisfy(one -> assertThat(one).hasSize(1))
                .doesNotHaveDuplicates();
    }

    /** Of value mappings to a label's name, by number or by name, and of overrides of series with that name. */
    private static void coloursOf(JsonElement element, Map<String, Set<String>> colours) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(child -> coloursOf(child, colours));
        }
        if (!(element instanceof JsonObject object)) {
            return;
        }
        object.entrySet().forEach(entry -> {
            String color = Json.text(entry.getValue(), "color");
            String text = Json.text(entry.getValue(), "text");
            note(color, text.isEmpty() ? entry.getKey() : text, colours);
            coloursOf(entry.getValue(), colours);
        });
        Json.objects(object, "properties")
                .forEach(property -> note(
                        Json.text(property, "value", "fixedColor"), Json.text(object, "matcher", "options"), colours));
    }

    private static void note(String color, String label, Map<String, Set<String>> colours) {
        if (!color.isEmpty() && LABELS.contains(label)) {
            colours.computeIfAbsent(label, unseen -> new HashSet<>()).add(color);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up                                                    | up",
                "sum by (node) (rate(a_total{b=\"c\"}[5m]))            | a_total",
                "a{b=\"c_total\"} / on (d) group_left (e) f            | a f",
                "topk(10, sum by (pod, by) (g)) or on () vector(0)     | g",
                "1 * a{l=\"}\"} unless a >= bool 2                     | a",
                "rate(a:b[$__rate_interval] offset 5m) and absent(h)   | a:b h",
            })
    void readsTheMetricsOfAnExpression(String expression, String metrics) {
        assertThat(Query.metrics(expression)).containsExactlyInAnyOrder(metrics.split(" ", -1));
    }
}
