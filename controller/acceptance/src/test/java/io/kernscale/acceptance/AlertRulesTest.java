// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {
    static final Path RULES = Dashboard.CHART.resolve("rules/kernscale.yaml");
    private static final Path TESTS = Path.of("src/test/promtool/kernscale.yaml");
    private static final Path RUNBOOK = Path.of("../../docs/operations-alerts.md");

    /** An alert, by its name in the messages of tests. */
    record Alert(JsonObject json) {

        String name() {
            return Json.text(json, "alert");
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Alert> alerts() throws IOException {
        return Json.objects(Json.parseYaml(Files.readString(RULES)), "groups").stream()
                .flatMap(group -> Json.objects(group, "rules").stream())
                .map(Alert::new)
                .toList();
    }

    @Test
    void promtoolAcceptsTheRules() {
        Programs.run(promtool(), "check", "rules", RULES.toString());
    }

    @Test
    void alertsFireWhenTheyShouldAndNotBefore() {
        Programs.run(promtool(), "test", "rules", TESTS.toString());
    }

    private static String promtool() {
        var missing = Programs.missing("promtool");
        if (missing.isPresent() && !"1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
            Assumptions.abort(missing.get());
        }
        return Programs.path("promtool");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertIsSeenFiringInATest(Alert alert) throws IOException {
        assertThat(Files.readString(TESTS)).contains("alertname=\"" + alert.name() + "\",alertstate=\"firing\"");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysWhatHappenedHowBadItIsAndWhereHelpStands(Alert alert) throws IOException {
        JsonObject rule = alert.json();

        assertThat(Json.text(rule, "labels", "severity")).isIn("critical", "warning", "info");
        assertThat(Json.text(rule, "for")).matches("\\d+m");
        assertThat(Json.text(rule, "annotations", "summary")).endsWith(".");
        assertThat(Json.text(rule, "annotations", "description")).endsWith(".");
        assertThat(Json.text(rule, "annotations", "runbook"))
                .isEqualTo("docs/operations-alerts.md#" + alert.name().toLowerCase(Locale.ROOT));
        assertThat(Files.readString(RUNBOOK)).containsOnlyOnce("### " + alert.name() + "\n");
    }

    @Test
    void theRunbookKnowsNoOtherAlerts() throws IOException {
        List<String> headings = Pattern.compile("^### (\\w+)$", Pattern.MULTILINE)
                .matcher(Files.readString(RUNBOOK))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
    }
}
