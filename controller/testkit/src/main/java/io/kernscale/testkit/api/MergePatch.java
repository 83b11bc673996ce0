// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFC 7386, and Kubernetes' strategic variant, which merges the well-known lists by the key of their elements. Apply
 * is treated as strategic: fields that an earlier apply set and this one leaves out are kept.
 */
final class MergePatch {
    private static final Map<String, String> LIST_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "imagePullSecrets", "name",
            "ports", "containerPort",
            "volumeMounts", "mountPath",
            "conditions", "type",
            "addresses", "type",
            "ownerReferences", "uid");

    private MergePatch() {}

    static JsonObject plain(JsonObject current, JsonObject patch) {
        JsonObject result = current.deepCopy();
        patch.entrySet().forEach(entry -> {
            JsonElement value = entry.getValue();
            if (value instanceof JsonObject child) {
                JsonObject into = result.get(entry.getKey()) instanceof JsonObject old ? old : new JsonObject();
                result.add(entry.getKey(), plain(into, child));
            } else {
                Json.put(result, entry.getKey(), value.isJsonNull() ? null : value);
            }
        });
        return result;
    }

    static JsonObject strategic(JsonObject current, JsonObject patch) {
        if (Json.text(patch, "$patch").equals("replace")) {
            return plain(new JsonObject(), without(patch));
        }
        JsonObject result = current.deepCopy();
        without(patch).entrySet().forEach(entry -> {
            String field = entry.getKey();
            Json.put(result, field, merged(field, result.get(field), entry.getValue()));
        });
        return result;
    }

    private static @Nullable JsonElement merged(String field, @Nullable JsonElement old, JsonElement patch) {
        return switch (patch) {
            case JsonObject child -> strategic(old instanceof JsonObject object ? object : new JsonObject(), child);
            case JsonArray list
            when LIST_KEYS.containsKey(field) ->
                mergedList(old instanceof JsonArray array ? array : new JsonArray(), list, LIST_KEYS.get(field));
            default -> patch.isJsonNull() ? null : patch;
        };
    }

    private static JsonArray mergedList(JsonArray old, JsonArray patch, String key) {
        var result = old.deepCopy();
        for (JsonElement element : patch) {
            if (!(element instanceof JsonObject change)) {
                throw ApiFailure.badRequest("an element of a list that is merged by " + key + " must be an object");
            }
            int at = indexOf(result, key, change);
            if (Json.text(change, "$patch").equals("delete")) {
                if (at >= 0) {
                    result.remove(at);
                }
            } else if (at >= 0) {
                result.set(at, strategic(result.get(at).getAsJsonObject(), change));
            } else {
                result.add(strategic(new JsonObject(), change));
            }
        }
        return result;
    }

    private static int indexOf(JsonArray list, String key, JsonObject wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (Json.text(list.get(i), key).equals(Json.text(wanted, key))) {
                return i;
            }
        }
        return -1;
    }

    /** The patch without its directives. */
    private static JsonObject without(JsonObject patch) {
        JsonObject result = patch.deepCopy();
        result.keySet().removeIf(field -> field.startsWith("$"));
        return result;
    }
}
