// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Comparison.Difference;
import io.kernscale.controller.collect.Past.PastDecision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a KernelAutoscaler beside the HorizontalPodAutoscaler of the same target. */
final class Comparisons {

    private Comparisons() {}

    static Comparison of(JsonObject object, List<JsonObject> hpas, Instant now) {
        JsonObject hpa = hpas.stream()
                .filter(one -> isOfSameTarget(one, object))
                .findFirst()
                .orElse(null);
        return new Comparison(
                Manifests.text(object, "metadata", "namespace"),
                Manifests.text(object, "metadata", "name"),
                target(object, "kind") + "/" + target(object, "name"),
                Manifests.text(object, "spec", "mode"),
                number(object, "status", "currentReplicas"),
                hpa == null ? null : number(hpa, "status", "desiredReplicas"),
                number(object, "status", "desiredReplicas"),
                orNull(Manifests.text(object, "status", "label")),
                orNull(Manifests.text(object, "status", "reason")),
                Difference.of(decisions(object), now));
    }

    private static boolean isOfSameTarget(JsonObject hpa, JsonObject object) {
        return Manifests.text(hpa, "metadata", "namespace").equals(Manifests.text(object, "metadata", "namespace"))
                && target(hpa, "kind").equals(target(object, "kind"))
                && target(hpa, "name").equals(target(object, "name"));
    }

    private static String target(JsonObject object, String part) {
        return Manifests.text(object, "spec", "scaleTargetRef", part);
    }

    private static List<PastDecision> decisions(JsonObject object) {
        List<PastDecision> decisions = new ArrayList<>();
        if (object.get("status") instanceof JsonObject status
                && status.get("history") instanceof JsonObject history
                && history.has("decisions")) {
            for (JsonElement one : history.getAsJsonArray("decisions")) {
                PastDecision decision = decision(one.getAsJsonObject());
                if (decision != null) {
                    decisions.add(decision);
                }
            }
        }
        return decisions;
    }

    private static @Nullable PastDecision decision(JsonObject one) {
        Integer replicas = number(one, "replicas");
        Integer desired = number(one, "desired");
        try {
            return replicas == null || desired == null
                    ? null
                    : new PastDecision(
                            Instant.parse(Manifests.text(one, "time")),
                            replicas,
                            desired,
                            number(one, "hpa"),
                            orNull(Manifests.text(one, "label")),
                            Manifests.text(one, "reason"));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Integer number(JsonObject object, String... path) {
        String text = Manifests.text(object, path);
        try {
            return text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
