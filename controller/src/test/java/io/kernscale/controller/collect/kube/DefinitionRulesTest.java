// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static io.kernscale.controller.collect.kube.Definition.CURRENT;
import static io.kernscale.controller.collect.kube.Definition.list;
import static io.kernscale.controller.collect.kube.Definition.map;
import static io.kernscale.controller.collect.kube.Definition.read;
import static io.kernscale.controller.collect.kube.Definition.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The rules in the definition that API servers from 1.25 on go by, as a CEL evaluator takes them. What the rest of the
 * schema refuses (types, bounds, enums) is not looked at.
 */
class DefinitionRulesTest {

    private static final Pattern FIELD_OF_SELF = Pattern.compile("self\\.(\\w+)");
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();

    /** A part of the schema that has rules, and whether a list without a bound leads to it. */
    private record Ruled(Map<String, Object> schema, boolean unbounded) {}

    private static List<Map<String, Object>> rules(Map<String, Object> schema) {
        return list(schema.get("x-kubernetes-validations")).stream()
                .map(Definition::map)
                .toList();
    }

    private static void collect(Map<String, Object> schema, boolean unbounded, List<Ruled> found) {
        if (!rules(schema).isEmpty()) {
            found.add(new Ruled(schema, unbounded));
        }
        map(schema.get("properties")).values().forEach(child -> collect(map(child), unbounded, found));
        if (schema.containsKey("items")) {
            collect(map(schema.get("items")), unbounded || !schema.containsKey("maxItems"), found);
        }
    }

    private static List<Ruled> ruled() throws IOException {
        List<Ruled> found = new ArrayList<>();
        collect(schema(read(CURRENT)), false, found);
        return found;
    }

    /** The messages of the rules that a value breaks, at any depth. */
    private static void check(Map<String, Object> schema, Object value, List<String> messages)
            throws CelValidationException, CelEvaluationException {
        for (Map<String, Object> rule : rules(schema)) {
            String text = String.valueOf(rule.get("rule"));
            Object holds =
                    RUNTIME.createProgram(COMPILER.compile(text).getAst()).eval(Map.of("self", value));
            if (!holds.equals(true)) {
                messages.add(String.valueOf(rule.get("message")));
            }
        }
        if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> field : object.entrySet()) {
                check(
                        map(map(schema.get("properties")).get(String.valueOf(field.getKey()))),
                        field.getValue(),
                        messages);
            }
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                check(map(schema.get("items")), item, messages);
            }
        }
    }

    /** CEL has no 32-bit numbers. */
    private static Object celValue(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case List<?> items ->
                items.stream().map(DefinitionRulesTest::celValue).toList();
            case Map<?, ?> object -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                object.forEach((key, child) -> copy.put(key, celValue(child)));
                yield copy;
            }
            default -> value;
        };
    }

    @ParameterizedTest
    @CsvFileSource(resources = "specs.csv", delimiter = '|', nullValues = "-") // .ci/current-api-test reads it too
    void judgesASpec(String spec, String message) throws IOException, CelValidationException, CelEvaluationException {
        Object value = celValue(new Yaml().load("{spec: {" + spec + "}}"));
        List<String> messages = new ArrayList<>();

        check(schema(read(CURRENT)), value, messages);

        assertThat(messages).isEqualTo(message == null ? List.of() : List.of(message));
    }

    /** Where a list has no bound the API server takes a rule for too costly, and refuses the whole definition. */
    @Test
    void everyListAroundARuleHasABound() throws IOException {
        assertThat(ruled()).hasSizeGreaterThan(5).noneMatch(Ruled::unbounded);
    }

    /** The API server knows the types, and refuses a rule on a field that is not there. */
    @Test
    void everyRuleSpeaksOfFieldsThatThereAre() throws IOException {
        for (Ruled place : ruled()) {
            assertThat(rules(place.schema()))
                    .allSatisfy(rule -> assertThat(FIELD_OF_SELF
                                    .matcher(String.valueOf(rule.get("rule")))
                                    .results()
                                    .map(field -> field.group(1)))
                            .isNotEmpty()
                            .isSubsetOf(map(place.schema().get("properties")).keySet()));
        }
    }
}
