// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a request asks for, or what a rule of a ClusterRole or Role allows: there {@code *} is any group, any resource
 * with its subresources, or any resource before a subresource.
 *
 * @param resource with its subresource: {@code deployments/scale}
 */
record Right(String verb, String group, String resource) {

    /** Empty for what anybody may ask: discovery. */
    static Optional<Right> of(ApiRequest request) {
        List<String> parts = new ArrayList<>(Arrays.asList(request.path().split("/")));
        parts.removeIf(String::isEmpty);
        boolean core = parts.getFirst().equals("api");
        List<String> rest = parts.subList(Math.min(core ? 2 : 3, parts.size()), parts.size());
        if (rest.size() >= 3 && rest.getFirst().equals("namespaces")) {
            rest = rest.subList(2, rest.size());
        }
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        String resource = rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst();
        return Optional.of(new Right(verb(request, rest.size() > 1), core ? "" : parts.get(1), resource));
    }

    private static String verb(ApiRequest request, boolean named) {
        return switch (request.method()) {
            case "GET" -> named ? "get" : request.isWatch() ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> throw new IllegalArgumentException(request.method());
        };
    }

    /** Every combination that the rules of a role allow. */
    static List<Right> allowedBy(JsonObject role) {
        List<Right> rights = new ArrayList<>();
        for (JsonObject rule : Json.objects(role, "rules")) {
            for (JsonElement verb : rule.getAsJsonArray("verbs")) {
                for (JsonElement group : rule.getAsJsonArray("apiGroups")) {
                    for (JsonElement resource : rule.getAsJsonArray("resources")) {
                        rights.add(new Right(verb.getAsString(), group.getAsString(), resource.getAsString()));
                    }
                }
            }
        }
        return rights;
    }

    boolean allows(Right asked) {
        return verb.equals(asked.verb)
                && (group.equals("*") || group.equals(asked.group))
                && (resource.equals("*")
                        || resource.equals(asked.resource)
                        || (resource.startsWith("*/") && asked.resource.endsWith(resource.substring(1))));
    }
}
