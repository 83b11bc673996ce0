// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lenient access to objects of the API server: what is absent, or of another type, is null or empty. */
public final class Json {

    private Json() {}

    public static @Nullable JsonElement at(JsonObject object, String... path) {
        JsonElement element = object;
        for (String name : path) {
            if (!(element instanceof JsonObject parent)) {
                return null;
            }
            element = parent.get(name);
        }
        return element;
    }

    public static @Nullable String text(JsonObject object, String... path) {
        return at(object, path) instanceof JsonPrimitive primitive ? primitive.getAsString() : null;
    }

    public static String text(String fallback, JsonObject object, String... path) {
        String text = text(object, path);
        return text == null ? fallback : text;
    }

    /** A text that thousands of objects have in common, such as a namespace: kept once, as long as anybody keeps it. */
    static @Nullable String sharedText(JsonObject object, String... path) {
        String text = text(object, path);
        return text == null ? null : text.intern();
    }

    static String sharedText(String fallback, JsonObject object, String... path) {
        return text(fallback, object, path).intern();
    }

    public static @Nullable Instant instant(JsonObject object, String... path) {
        String text = text(object, path);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public static List<JsonObject> objects(JsonObject object, String... path) {
        return at(object, path) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false)
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    /** The texts of a list; elements of another type are left out. */
    public static List<String> list(JsonObject object, String... path) {
        return at(object, path) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false)
                        .filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of();
    }

    /** The members that are texts. They are labels, which thousands of objects have in common: kept once. */
    static Map<String, String> texts(JsonObject object, String... path) {
        Map<String, String> texts = new HashMap<>();
        if (at(object, path) instanceof JsonObject members) {
            members.entrySet().stream()
                    .filter(member -> member.getValue().isJsonPrimitive())
                    .forEach(member -> texts.put(
                            member.getKey().intern(),
                            member.getValue().getAsString().intern()));
        }
        return texts;
    }

    /** A port's number, 0 when it has none. */
    static int port(JsonObject port, String field) {
        try {
            return at(port, field) instanceof JsonPrimitive number ? number.getAsInt() : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether a port is for TCP, which is the default. */
    static boolean isTcp(JsonObject port) {
        return "TCP".equals(text("TCP", port, "protocol"));
    }

    /** An object with these members of one of the object's members, as far as there are any. */
    static JsonObject picked(JsonObject object, String part, List<String> names) {
        return object.get(part) instanceof JsonObject source ? picked(source, names) : new JsonObject();
    }

    /** An object with these members of the object, as far as there are any. */
    static JsonObject picked(JsonObject object, List<String> names) {
        JsonObject result = new JsonObject();
        names.stream().filter(object::has).forEach(name -> result.add(name, object.get(name)));
        return result;
    }
}
