// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** RFC 6902. */
final class JsonPatch {

    private JsonPatch() {}

    static JsonObject apply(JsonObject current, JsonElement patch) {
        if (!(patch instanceof JsonArray operations)) {
            throw ApiFailure.badRequest("a JSON patch must be an array of operations");
        }
        JsonObject result = current.deepCopy();
        for (JsonElement operation : operations) {
            step(result, operation.getAsJsonObject());
        }
        return result;
    }

    private static void step(JsonObject root, JsonObject operation) {
        String path = Json.text(operation, "path");
        String from = Json.text(operation, "from");
        JsonElement value = operation.get("value");
        switch (Json.text(operation, "op")) {
            case "add" -> add(root, path, value);
            case "remove" -> remove(root, path);
            case "replace" -> {
                remove(root, path);
                add(root, path, value);
            }
            case "move" -> add(root, path, remove(root, from));
            case "copy" -> add(root, path, existing(root, from).deepCopy());
            case "test" -> {
                if (!existing(root, path).equals(value)) {
                    throw refused("testing value " + path + " failed");
                }
            }
            default -> throw ApiFailure.badRequest("unknown JSON patch operation: " + operation);
        }
    }

    private static void add(JsonObject root, String path, @Nullable JsonElement value) {
        if (value == null) {
            throw ApiFailure.badRequest("the JSON patch operation at " + path + " has no value");
        }
        String last = last(path);
        switch (parent(root, path)) {
            case JsonObject object -> object.add(last, value);
            case JsonArray array -> {
                int index = last.equals("-") ? array.size() : index(array, last, array.size());
                var tail = new JsonArray();
                while (array.size() > index) {
                    tail.add(array.remove(index));
                }
                array.add(value);
                array.addAll(tail);
            }
            default -> throw missing(path);
        }
    }

    private static JsonElement remove(JsonObject root, String path) {
        existing(root, path);
        return switch (parent(root, path)) {
            case JsonObject object -> object.remove(last(path));
            case JsonArray array -> array.remove(index(array, last(path), array.size() - 1));
            default -> throw missing(path);
        };
    }

    private static JsonElement existing(JsonObject root, String path) {
        return child(parent(root, path), last(path), path);
    }

    private static JsonElement parent(JsonObject root, String path) {
        String[] tokens = path.split("/", -1);
        JsonElement here = root;
        for (int i = 1; i < tokens.length - 1; i++) {
            here = child(here, unescaped(tokens[i]), path);
        }
        return here;
    }

    private static JsonElement child(JsonElement parent, String token, String path) {
        JsonElement found = switch (parent) {
            case JsonObject object -> object.get(token);
            case JsonArray array -> array.get(index(array, token, array.size() - 1));
            default -> null;
        };
        if (found == null) {
            throw missing(path);
        }
        return found;
    }

    private static int index(JsonArray array, String token, int max) {
        if (!token.matches("\\d{1,6}") || Integer.parseInt(token) > max) {
            throw refused("index " + token + " is outside of the array of " + array.size());
        }
        return Integer.parseInt(token);
    }

    private static String last(String path) {
        return unescaped(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescaped(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }

    private static ApiFailure missing(String path) {
        return refused("the JSON patch names a path that does not exist: " + path);
    }

    private static ApiFailure refused(String why) {
        return new ApiFailure(422, "Invalid", "the server rejected our request due to an error in our request: " + why);
    }
}
