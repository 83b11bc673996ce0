// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a KernelAutoscaler. Defaults and rules stand here as well as in the CustomResourceDefinition, and nothing is taken
 * for granted: an older API server does not know all of the definition's rules, and an older definition has fewer.
 */
final class AutoscalerParser {

    private AutoscalerParser() {}

    static Autoscaler parse(JsonObject object) {
        AutoscalerId id = new AutoscalerId(
                Json.text("", object, "metadata", "namespace"),
                Json.text("", object, "metadata", "name"),
                Json.text("", object, "metadata", "uid"),
                generation(object));
        Instant lastScaleTime = Json.instant(object, "status", "lastScaleTime");
        Problems problems = new Problems();
        SpecNode spec = new SpecNode(
                Json.at(object, "spec") instanceof JsonObject known ? known : new JsonObject(), "spec", problems);
        TargetRef target = target(spec.requiredChild("scaleTargetRef"));
        List<MetricSpec> metrics = new MetricParser(problems).parse(spec);
        Behavior behavior = BehaviorParser.parse(spec);
        KernelSpec kernel = KernelParser.parse(spec);
        Mode mode = spec.choice("mode", Map.of("Auto", Mode.AUTO, "DryRun", Mode.DRY_RUN), Mode.AUTO);
        int max = max(spec);
        int min = min(spec, max, metrics);
        return problems.isEmpty()
                ? new Autoscaler.Valid(
                        id,
                        lastScaleTime,
                        target,
                        new AutoscalingSpec(min, max, metrics, behavior),
                        mode,
                        kernel,
                        PastParser.parse(object))
                : new Autoscaler.Invalid(id, lastScaleTime, problems.toString());
    }

    private static long generation(JsonObject object) {
        try {
            return Long.parseLong(Json.text("0", object, "metadata", "generation"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static TargetRef target(SpecNode target) {
        return new TargetRef(
                Objects.requireNonNullElse(target.text("apiVersion"), "apps/v1"),
                target.required("kind"),
                target.required("name"));
    }

    private static int max(SpecNode spec) {
        if (!spec.has("maxReplicas")) {
            spec.problems().missing(spec.path("maxReplicas"));
        }
        return Objects.requireNonNullElse(spec.integer("maxReplicas", 1, Integer.MAX_VALUE), Integer.MAX_VALUE);
    }

    /** Nothing of a workload without pods can be seen, except what is outside of it. */
    private static int min(SpecNode spec, int max, List<MetricSpec> metrics) {
        int min = Objects.requireNonNullElse(spec.integer("minReplicas", 0, Integer.MAX_VALUE), 1);
        boolean outside = metrics.stream()
                .anyMatch(metric -> metric instanceof MetricSpec.OfObject || metric instanceof MetricSpec.External);
        if (min == 0 && !outside) {
            spec.problems()
                    .add(spec.path("minReplicas"), "1 or more, or 0 with a metric of type Object or External", min);
        }
        if (min > max) {
            spec.problems().add(spec.path("minReplicas"), "at most maxReplicas, which is " + max, min);
        }
        return Math.min(min, max);
    }
}
