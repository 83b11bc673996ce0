// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Refuses the objects that a real server refuses, where a client of ours could get it wrong. */
final class Validation {
    private static final int MAX_NAME = 253;
    private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";

    private Validation() {}

    static void check(ResourceType type, JsonObject object) {
        var faults = new ArrayList<String>();
        String name = Json.text(object, "metadata", "name");
        if (name.length() > MAX_NAME || !name.matches(NAME)) {
            faults.add("metadata.name: Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain is required");
        }
        if (type.schema() != null) {
            Schema.check(type.schema(), object, "", faults);
        }
        switch (type.id()) {
            case "deployments.apps", "replicasets.apps", "statefulsets.apps" -> workload(object, faults);
            case "events" -> coreEvent(object, faults);
            case "events.events.k8s.io" -> event(object, faults);
            default -> {
                // nothing more to check
            }
        }
        if (!faults.isEmpty()) {
            throw ApiFailure.invalid(type, name, String.join(", ", faults));
        }
    }

    private static void workload(JsonObject object, List<String> faults) {
        if (!(Json.at(object, "spec", "selector", "matchLabels") instanceof JsonObject selector)) {
            faults.add("spec.selector: Required value");
            return;
        }
        for (String label : selector.keySet()) {
            if (!Json.text(object, "spec", "template", "metadata", "labels", label)
                    .equals(Json.text(selector, label))) {
                faults.add("spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`");
            }
        }
        if (Json.number(object, 1, "spec", "replicas") < 0) {
            faults.add("spec.replicas: Invalid value: must be greater than or equal to 0");
        }
    }

    private static void coreEvent(JsonObject event, List<String> faults) {
        sameNamespace(event, "involvedObject", faults);
        if (Json.at(event, "eventTime") != null) {
            required(event, faults, "reportingComponent", "reportingInstance", "action", "reason", "type");
        }
    }

    private static void event(JsonObject event, List<String> faults) {
        sameNamespace(event, "regarding", faults);
        required(event, faults, "eventTime", "reportingController", "reportingInstance", "action", "reason", "type");
        if (Json.text(event, "note").length() > 1024) {
            faults.add("note: Invalid value: can have at most 1024 characters");
        }
    }

    private static void sameNamespace(JsonObject event, String field, List<String> faults) {
        String regarding = Json.text(event, field, "namespace");
        String expected = regarding.isEmpty() ? "default" : regarding;
        if (!expected.equals(Json.text(event, "metadata", "namespace"))) {
            faults.add(field + ".namespace: Invalid value: \"" + regarding + "\": does not match event.namespace");
        }
    }

    private static void required(JsonObject object, List<String> faults, String... fields) {
        for (String field : fields) {
            if (Json.text(object, field).isEmpty()) {
                faults.add(field + ": Required value");
            }
        }
    }
}
