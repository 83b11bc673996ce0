// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Comparison.Difference;
import io.kernscale.controller.collect.kube.Json;
import io.kernscale.controller.collect.kube.PastParser;
import java.time.Instant;
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
                Json.text("", object, "metadata", "namespace"),
                Json.text("", object, "metadata", "name"),
                target(object, "kind") + "/" + target(object, "name"),
                Json.text("", object, "spec", "mode"),
                PastParser.integer(object, "status", "currentReplicas"),
                hpa == null ? null : wanted(hpa),
                PastParser.integer(object, "status", "desiredReplicas"),
                Json.text(object, "status", "label"),
                Json.text(object, "status", "reason"),
                Difference.of(PastParser.parse(object).decisions(), now));
    }

    /** One that has computed nothing yet, or cannot, says 0: that is a wish only where zero is allowed. */
    private static @Nullable Integer wanted(JsonObject hpa) {
        Integer desired = PastParser.integer(hpa, "status", "desiredReplicas");
        Integer least = PastParser.integer(hpa, "spec", "minReplicas");
        boolean unknown = desired == null || desired == 0 && (least == null || least > 0);
        return unknown ? null : desired;
    }

    private static boolean isOfSameTarget(JsonObject hpa, JsonObject object) {
        return Json.text("", hpa, "metadata", "namespace").equals(Json.text("", object, "metadata", "namespace"))
                && target(hpa, "kind").equals(target(object, "kind"))
                && target(hpa, "name").equals(target(object, "name"));
    }

    private static String target(JsonObject object, String part) {
        return Json.text("", object, "spec", "scaleTargetRef", part);
    }
}
