// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;

/** The few defaults of built-in types that somebody relies on; those of custom resources come from their schema. */
final class Defaults {

    private Defaults() {}

    static void apply(ResourceType type, JsonObject object, Instant now) {
        if (type.schema() != null) {
            Schema.prune(type.schema(), object);
            Schema.fillIn(type.schema(), object);
            return;
        }
        switch (type.id()) {
            case "deployments.apps", "replicasets.apps", "statefulsets.apps" -> {
                JsonObject spec = Json.ensure(object, "spec");
                if (spec.get("replicas") == null) {
                    spec.addProperty("replicas", 1);
                }
            }
            case "pods" -> {
                JsonObject status = Json.ensure(object, "status");
                if (status.get("phase") == null) {
                    status.addProperty("phase", "Pending");
                    status.addProperty("qosClass", QosClass.of(object).text());
                }
            }
            case "namespaces" -> Json.ensure(object, "status").addProperty("phase", "Active");
            case ResourceTypes.CRD_ID -> establish(object, now);
            default -> {
                // stored as it came
            }
        }
    }

    private static void establish(JsonObject crd, Instant now) {
        if (Json.at(crd, "status", "conditions") != null) {
            return;
        }
        JsonObject status = Json.ensure(crd, "status");
        Json.put(status, "acceptedNames", Json.at(crd, "spec", "names"));
        var conditions = new JsonArray();
        for (String type : new String[] {"NamesAccepted", "Established"}) {
            var condition = new JsonObject();
            condition.addProperty("type", type);
            condition.addProperty("status", "True");
            condition.addProperty("reason", "Accepted");
            condition.addProperty("message", "served from now on");
            condition.addProperty("lastTransitionTime", Json.timestamp(now));
            conditions.add(condition);
        }
        status.add("conditions", conditions);
        var versions = new JsonArray();
        Json.objects(crd, "spec", "versions").forEach(version -> versions.add(Json.text(version, "name")));
        status.add("storedVersions", versions);
    }
}
