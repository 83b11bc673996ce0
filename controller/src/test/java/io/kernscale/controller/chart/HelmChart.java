// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The chart with some values, linted and rendered by Helm's own engine. */
final class HelmChart {

    static final Path DIRECTORY = Path.of("../charts/kernscale");
    private static final Gson GSON = new Gson();

    /** Without a server to ask, Helm takes it for an old one. */
    private static final Map<String, Object> CURRENT = Map.of("kubeVersion", "1.36");

    private final Path copy;

    private HelmChart(Path copy) {
        this.copy = copy;
    }

    /** The cases of {@code ci/}, by name. */
    static Stream<String> cases() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the values of a case, and others over these. */
    static HelmChart ofCase(Path work, String name, String... values) {
        List<String> all = new ArrayList<>(List.of(text(DIRECTORY.resolve("ci").resolve(name))));
        all.addAll(List.of(values));
        return with(work, all.toArray(String[]::new));
    }

    /**
     * With values over the chart's own, as {@code helm -f} has it.
     *
     * @param work where a copy is made
     */
    static HelmChart with(Path work, String... values) {
        try {
            Path copy = Files.createTempDirectory(work, "chart");
            copy(copy);
            Map<String, Object> merged = merged(yaml(text(DIRECTORY.resolve("values.yaml"))), CURRENT);
            for (String one : values) {
                merged = merged(merged, yaml(one));
            }
            Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(merged));
            return new HelmChart(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = target.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    static Map<String, Object> yaml(String text) {
        return Objects.requireNonNullElse(new Yaml().load(text), Map.of());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> merged.merge(
                key,
                value,
                (one, other) -> one instanceof Map<?, ?> && other instanceof Map<?, ?>
                        ? merged((Map<String, Object>) one, (Map<String, Object>) other)
                        : other));
        return merged;
    }

    LintResult lint() {
        return new Helm(copy).lint().strict().call();
    }

    /** @throws IllegalStateException when Helm refuses */
    String render(String namespace) {
        return new Helm(copy)
                .template()
                .withName("kernscale")
                .withNamespace(namespace)
                .call();
    }

    /** As {@link #render}, for {@code kubectl apply}. */
    String manifest(String namespace) {
        return render(namespace)
                .replaceAll("(?m)^# Source: .*\n", "")
                .replace("app.kubernetes.io/managed-by: Helm", "app.kubernetes.io/managed-by: kubectl");
    }

    /**
     * What {@code helm install} would do, with a look at the cluster; {@code kubeVersion} must be empty for that.
     *
     * @return the notes, with what stands before them
     * @throws IllegalStateException when Helm refuses
     */
    String tryInstall(Path kubeconfig, String release, String namespace) {
        return new Helm(copy)
                .install()
                .withName(release)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .withDryRunOption(DryRun.SERVER)
                .disableOpenApiValidation()
                .call()
                .getOutput();
    }

    List<JsonObject> objects(String namespace) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object document : new Yaml().loadAll(render(namespace))) {
            if (document != null) {
                objects.add(GSON.toJsonTree(document).getAsJsonObject());
            }
        }
        return objects;
    }

    List<JsonObject> objects() {
        return objects("kernscale-system");
    }

    /** The one object of a kind and name. */
    JsonObject object(String kind, String name) {
        return objects().stream()
                .filter(object -> object.get("kind").getAsString().equals(kind))
                .filter(object -> object.getAsJsonObject("metadata")
                        .get("name")
                        .getAsString()
                        .equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }
}
