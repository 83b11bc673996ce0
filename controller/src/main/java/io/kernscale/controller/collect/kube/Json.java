// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lenient access to objects of the API server: what is absent, or of another type, is null or empty. */
final class Json {

    private Json() {}

    static @Nullable JsonElement at(JsonObject object, String... path) {
        JsonElement element = object;
        for (String name : path) {
            if (!(element instanceof JsonObject parent)) {
                return null;
            }
            element = parent.get(name);
        }
        return element;
    }

    static @Nullable String text(JsonObject object, String... path) {
        return at(object, path) instanceof JsonPrimitive primitive ? primitive.getAsString() : null;
    }

    static String text(String fallback, JsonObject object, String... path) {
        String text = text(object, path);
        return text == null ? fallback : text;
    }

    static @Nullable Instant instant(JsonObject object, String... path) {
        String text = text(object, path);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static List<JsonObject> objects(JsonObject object, String... path) {
        return at(object, path) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false)
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }
}
