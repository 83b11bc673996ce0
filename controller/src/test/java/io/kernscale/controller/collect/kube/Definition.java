// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The CustomResourceDefinition as its file has it, in either form. */
final class Definition {

    static final Path DIRECTORY = Path.of("../charts/kernscale/crd");
    static final String CURRENT = "kernelautoscalers.yaml";
    static final String BEFORE_1_25 = "kernelautoscalers-before-1.25.yaml";

    private Definition() {}

    static Map<String, Object> read(String file) throws IOException {
        try (Reader reader = Files.newBufferedReader(DIRECTORY.resolve(file))) {
            return new Yaml().load(reader);
        }
    }

    static Map<String, Object> version(Map<String, Object> definition) {
        return map(list(map(definition.get("spec")).get("versions")).getFirst());
    }

    static Map<String, Object> schema(Map<String, Object> definition) {
        return map(map(version(definition).get("schema")).get("openAPIV3Schema"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
