// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A status as the API server takes it. What is not known is null, which in a merge patch takes the old value away. */
final class StatusJson {

    private StatusJson() {}

    static JsonObject of(AutoscalerStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("observedGeneration", status.observedGeneration());
        json.addProperty("reference", status.reference());
        text(json, "label", status.label());
        text(json, "evidence", status.evidence());
        JsonArray culprits = new JsonArray();
        status.culprits().forEach(culprits::add);
        json.add("culprits", culprits);
        json.addProperty("target", status.target());
        json.addProperty("selector", status.selector());
        json.add("currentMetrics", MetricJson.all(status.currentMetrics()));
        json.add("history", PastJson.of(status.past()));
        number(json, "currentReplicas", status.currentReplicas());
        number(json, "desiredReplicas", status.desiredReplicas());
        number(json, "hpaReplicas", status.hpaReplicas());
        json.addProperty("reason", status.reason());
        json.addProperty("message", status.message());
        Instant scaledAt = status.lastScaleTime();
        text(json, "lastScaleTime", scaledAt == null ? null : time(scaledAt));
        json.addProperty("lastDecisionTime", time(status.decidedAt()));
        JsonArray conditions = new JsonArray();
        status.conditions().forEach(condition -> conditions.add(condition(condition, status.observedGeneration())));
        json.add("conditions", conditions);
        return json;
    }

    private static JsonObject condition(Condition condition, long generation) {
        JsonObject json = new JsonObject();
        json.addProperty("type", condition.type().text());
        json.addProperty("status", condition.status().text());
        json.addProperty("reason", condition.reason());
        json.addProperty("message", condition.message());
        json.addProperty("lastTransitionTime", time(condition.lastTransitionAt()));
        json.addProperty("observedGeneration", generation);
        return json;
    }

    /** In whole seconds, as all times of the API server. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void text(JsonObject json, String name, @Nullable String value) {
        json.add(name, value == null ? JsonNull.INSTANCE : new JsonPrimitive(value));
    }

    private static void number(JsonObject json, String name, @Nullable Integer value) {
        json.add(name, value == null ? JsonNull.INSTANCE : new JsonPrimitive(value));
    }
}
