// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static io.kernscale.controller.collect.kube.Definition.BEFORE_1_25;
import static io.kernscale.controller.collect.kube.Definition.CURRENT;
import static io.kernscale.controller.collect.kube.Definition.DIRECTORY;
import static io.kernscale.controller.collect.kube.Definition.list;
import static io.kernscale.controller.collect.kube.Definition.map;
import static io.kernscale.controller.collect.kube.Definition.read;
import static io.kernscale.controller.collect.kube.Definition.schema;
import static io.kernscale.controller.collect.kube.Definition.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The CustomResourceDefinition as a text that people read. */
class CustomResourceTest {

    private static void collectSilent(Map<String, Object> schema, String path, List<String> silent) {
        map(schema.get("properties")).forEach((name, child) -> {
            String at = path + "." + name;
            if (!map(child).containsKey("description") && !at.equals(".metadata")) {
                silent.add(at);
            }
            collectSilent(map(child), at, silent);
            collectSilent(map(map(child).get("items")), at, silent);
        });
    }

    private static Object withoutRules(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, Object>();
            map.forEach((key, child) -> {
                if (!key.equals("x-kubernetes-validations")) {
                    copy.put(key, withoutRules(child));
                }
            });
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(CustomResourceTest::withoutRules).toList()
                : value;
    }

    @Test
    void every_field_is_explained() throws IOException {
        List<String> silent = new ArrayList<>();
        collectSilent(schema(read(CURRENT)), "", silent);

        assertThat(silent).isEmpty();
    }

    @Test
    void the_columns_are_the_ones_that_people_look_for() throws IOException {
        assertThat(list(version(read(CURRENT)).get("additionalPrinterColumns")))
                .extracting(column -> map(column).get("name"))
                .containsExactly(
                        "Reference", "Label", "Target", "Min", "Max", "Replicas", "Desired", "Mode", "Reason", "Age");
    }

    @Test
    void the_definition_for_old_servers_differs_by_the_rules_alone() throws IOException {
        assertThat(withoutRules(read(BEFORE_1_25))).isEqualTo(withoutRules(read(CURRENT)));
        assertThat(Files.readString(DIRECTORY.resolve(BEFORE_1_25))).doesNotContain("x-kubernetes-validations:");
    }

    @Test
    void every_rule_speaks_in_a_sentence() throws IOException {
        List<String> rules = new ArrayList<>();
        collectRules(read(CURRENT), rules);

        assertThat(rules)
                .hasSizeGreaterThan(15)
                .allSatisfy(message -> assertThat(message).matches(".*(must|does not).*"));
    }

    private static void collectRules(Object value, List<String> messages) {
        if (value instanceof Map<?, ?> map) {
            list(map.get("x-kubernetes-validations"))
                    .forEach(rule -> messages.add(String.valueOf(map(rule).get("message"))));
            map.values().forEach(child -> collectRules(child, messages));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collectRules(child, messages));
        }
    }
}
