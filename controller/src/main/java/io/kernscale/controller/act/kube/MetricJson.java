// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.controller.hpa.CurrentMetric;
import io.kernscale.controller.hpa.MetricText;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import java.util.List;

/** Metrics as {@code status.currentMetrics} of {@code autoscaling/v2} has them. Those without a value are left out. */
final class MetricJson {

    private MetricJson() {}

    static JsonArray all(List<CurrentMetric> metrics) {
        JsonArray json = new JsonArray();
        metrics.stream().filter(metric -> metric.failure() == null).forEach(metric -> json.add(one(metric)));
        return json;
    }

    private static JsonObject one(CurrentMetric metric) {
        return switch (metric.metric()) {
            case MetricSpec.Resource resource -> {
                JsonObject source = named(resource.name());
                yield typed("resource", source, metric);
            }
            case MetricSpec.ContainerResource resource -> {
                JsonObject source = named(resource.name());
                source.addProperty("container", resource.container());
                yield typed("containerResource", source, metric);
            }
            case MetricSpec.Pods pods -> typed("pods", identified(pods.metric()), metric);
            case MetricSpec.OfObject object -> {
                JsonObject source = identified(object.metric());
                JsonObject described = new JsonObject();
                described.addProperty("apiVersion", object.describedObject().apiVersion());
                described.addProperty("kind", object.describedObject().kind());
                described.addProperty("name", object.describedObject().name());
                source.add("describedObject", described);
                yield typed("object", source, metric);
            }
            case MetricSpec.External external -> typed("external", identified(external.metric()), metric);
        };
    }

    private static JsonObject typed(String member, JsonObject source, CurrentMetric metric) {
        source.add("current", current(metric));
        JsonObject json = new JsonObject();
        json.addProperty("type", metric.metric().type());
        json.add(member, source);
        return json;
    }

    private static JsonObject current(CurrentMetric metric) {
        JsonObject json = new JsonObject();
        if (metric.utilizationPercent() != null) {
            json.addProperty("averageUtilization", metric.utilizationPercent());
        }
        Long usage = metric.usageMilli();
        if (usage != null) {
            boolean whole = metric.metric().target() instanceof MetricTarget.Value;
            json.addProperty(whole ? "value" : "averageValue", MetricText.quantity(usage));
        }
        return json;
    }

    private static JsonObject named(String name) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        return json;
    }

    private static JsonObject identified(MetricId metric) {
        JsonObject json = new JsonObject();
        json.add("metric", named(metric.name()));
        return json;
    }
}
