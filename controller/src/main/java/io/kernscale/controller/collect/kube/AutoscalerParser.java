// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Autoscaler.LockPolicy;
import io.kernscale.controller.collect.Autoscaler.Mode;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.TargetRef;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a KernelAutoscaler. Defaults stand here as well as in the CustomResourceDefinition, and nothing is taken for
 * granted: an older definition in the cluster may let through what this one refuses.
 */
final class AutoscalerParser {

    private static final double DEFAULT_TARGET_SATURATION = 0.2;

    private AutoscalerParser() {}

    static Autoscaler parse(JsonObject object) {
        AutoscalerId id = new AutoscalerId(
                Json.text("", object, "metadata", "namespace"),
                Json.text("", object, "metadata", "name"),
                Json.text("", object, "metadata", "uid"),
                generation(object));
        Instant lastScaleTime = Json.instant(object, "status", "lastScaleTime");
        try {
            return new Autoscaler.Valid(
                    id,
                    lastScaleTime,
                    target(object),
                    integer(Json.at(object, "spec", "minReplicas"), 1, "spec.minReplicas"),
                    integer(Json.at(object, "spec", "maxReplicas"), null, "spec.maxReplicas"),
                    mode(Json.text("Auto", object, "spec", "mode")),
                    saturation(Json.at(object, "spec", "kernel", "targetSaturation")),
                    lockPolicy(Json.text("Hold", object, "spec", "kernel", "lockPolicy")));
        } catch (IllegalArgumentException e) {
            return new Autoscaler.Invalid(id, lastScaleTime, String.valueOf(e.getMessage()));
        }
    }

    private static long generation(JsonObject object) {
        try {
            return Long.parseLong(Json.text("0", object, "metadata", "generation"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static TargetRef target(JsonObject object) {
        return new TargetRef(
                Json.text("apps/v1", object, "spec", "scaleTargetRef", "apiVersion"),
                required(object, "kind"),
                required(object, "name"));
    }

    private static String required(JsonObject object, String name) {
        String value = Json.text("", object, "spec", "scaleTargetRef", name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("spec.scaleTargetRef." + name + " is missing");
        }
        return value;
    }

    private static int integer(@Nullable JsonElement value, @Nullable Integer fallback, String path) {
        if (value == null && fallback != null) {
            return fallback;
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            try {
                return new BigDecimal(number.getAsString()).intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException(path + " must be a whole number, is " + value, e);
            }
        }
        throw new IllegalArgumentException(path + (value == null ? " is missing" : " must be a number, is " + value));
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("spec.mode must be Auto or DryRun, is " + text);
    }

    private static LockPolicy lockPolicy(String text) {
        for (LockPolicy policy : LockPolicy.values()) {
            if (policy.text().equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("spec.kernel.lockPolicy must be Hold or Scale, is " + text);
    }

    private static double saturation(@Nullable JsonElement value) {
        if (value == null) {
            return DEFAULT_TARGET_SATURATION;
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsDouble();
        }
        throw new IllegalArgumentException("spec.kernel.targetSaturation must be a number, is " + value);
    }
}
