// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The scale subresource: an {@code autoscaling/v1} Scale in front of an object. */
final class Scales {

    private Scales() {}

    static ScalePaths paths(ResourceType type) {
        ScalePaths paths = type.scale();
        if (paths == null) {
            throw new ApiFailure(404, "NotFound", type.id() + " has no scale subresource");
        }
        return paths;
    }

    static JsonObject view(ResourceType type, JsonObject object) {
        ScalePaths paths = paths(type);
        var scale = new JsonObject();
        scale.addProperty("kind", "Scale");
        scale.addProperty("apiVersion", "autoscaling/v1");
        JsonObject metadata = Json.ensure(scale, "metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            Json.put(metadata, field, Json.at(object, "metadata", field));
        }
        Json.ensure(scale, "spec")
                .addProperty("replicas", Json.number(object, 0, ScalePaths.fields(paths.specReplicas())));
        JsonObject status = Json.ensure(scale, "status");
        status.addProperty("replicas", Json.number(object, 0, ScalePaths.fields(paths.statusReplicas())));
        String selector = selector(object, paths);
        if (!selector.isEmpty()) {
            status.addProperty("selector", selector);
        }
        return scale;
    }

    private static String selector(JsonObject object, ScalePaths paths) {
        JsonElement found = paths.selector().isEmpty() ? null : Json.at(object, ScalePaths.fields(paths.selector()));
        return switch (found) {
            case JsonPrimitive text -> text.getAsString();
            case JsonObject selector
            when Json.at(selector, "matchLabels") instanceof JsonObject labels ->
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().getAsString())
                        .sorted()
                        .collect(Collectors.joining(","));
            case null, default -> "";
        };
    }

    /** The object with the replicas and the resource version that {@code scale} asks for. */
    static JsonObject write(ResourceType type, JsonObject object, JsonObject scale) {
        long replicas = Json.number(scale, 0, "spec", "replicas"); // 0 is left out on the wire
        String name = Json.text(object, "metadata", "name");
        if (replicas < 0) {
            throw ApiFailure.invalid(
                    type, name, "spec.replicas: Invalid value: " + replicas + ": must be greater than or equal to 0");
        }
        JsonObject result = object.deepCopy();
        String[] path = ScalePaths.fields(paths(type).specReplicas());
        Json.ensure(result, Arrays.copyOf(path, path.length - 1)).addProperty(path[path.length - 1], replicas);
        Json.put(Json.metadata(result), "resourceVersion", Json.at(scale, "metadata", "resourceVersion"));
        return result;
    }
}
