// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.kube.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one kind into the other. */
final class Manifests {

    static final String API_VERSION = "kernscale.io/v1alpha1";
    static final String HPA_ANNOTATION = "kernscale.io/adopted-hpa";
    private static final String FROM_LABEL = "kernscale.io/adopted-from";
    private static final List<String> SPEC =
            List.of("scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior");
    private static final List<String> NOISE = List.of("kubectl.kubernetes.io/", "autoscaling.alpha.kubernetes.io/");

    private Manifests() {}

    /** A KernelAutoscaler in DryRun that asks for the same, and remembers what it came from. */
    static JsonObject kernelAutoscaler(JsonObject hpa) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("name", Json.text("", hpa, "metadata", "name"));
        metadata.addProperty("namespace", Json.text("", hpa, "metadata", "namespace"));
        JsonObject labels = new JsonObject();
        labels.addProperty(FROM_LABEL, "hpa");
        metadata.add("labels", labels);
        metadata.add("annotations", annotation(hpa));
        JsonObject spec = picked(hpa.getAsJsonObject("spec"));
        spec.addProperty("mode", "DryRun");
        JsonObject object = new JsonObject();
        object.addProperty("apiVersion", API_VERSION);
        object.addProperty("kind", "KernelAutoscaler");
        object.add("metadata", metadata);
        object.add("spec", spec);
        return object;
    }

    /** The annotation that gives the HorizontalPodAutoscaler back. */
    static JsonObject annotation(JsonObject hpa) {
        JsonObject annotations = new JsonObject();
        annotations.addProperty(HPA_ANNOTATION, bare(hpa).toString());
        return annotations;
    }

    /** What a person would have written: without status, versions and what other tools keep in it. */
    private static JsonObject bare(JsonObject hpa) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("name", Json.text("", hpa, "metadata", "name"));
        metadata.addProperty("namespace", Json.text("", hpa, "metadata", "namespace"));
        for (String part : List.of("labels", "annotations")) {
            JsonObject kept = new JsonObject();
            if (hpa.getAsJsonObject("metadata").get(part) instanceof JsonObject all) {
                all.entrySet().stream()
                        .filter(Manifests::isPeoples)
                        .forEach(one -> kept.add(one.getKey(), one.getValue()));
            }
            if (!kept.isEmpty()) {
                metadata.add(part, kept);
            }
        }
        JsonObject object = new JsonObject();
        object.addProperty("apiVersion", Json.text("", hpa, "apiVersion"));
        object.addProperty("kind", "HorizontalPodAutoscaler");
        object.add("metadata", metadata);
        object.add("spec", hpa.getAsJsonObject("spec").deepCopy());
        return object;
    }

    private static boolean isPeoples(Map.Entry<String, ?> entry) {
        return NOISE.stream().noneMatch(entry.getKey()::startsWith);
    }

    private static JsonObject picked(JsonObject spec) {
        JsonObject result = new JsonObject();
        SPEC.stream()
                .filter(spec::has)
                .forEach(name -> result.add(name, spec.get(name).deepCopy()));
        return result;
    }

    /** The HorizontalPodAutoscaler that a KernelAutoscaler was made from; null where it was made by hand. */
    static @Nullable JsonObject hpa(JsonObject kernelAutoscaler) {
        String kept = Json.text("", kernelAutoscaler, "metadata", "annotations", HPA_ANNOTATION);
        return kept.isEmpty() ? null : JsonParser.parseString(kept).getAsJsonObject();
    }
}
