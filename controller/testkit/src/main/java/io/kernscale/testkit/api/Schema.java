// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A structural OpenAPI schema as CRDs carry it: prunes, defaults and checks. CEL rules are not evaluated. */
final class Schema {

    private Schema() {}

    /** Drops the fields that the schema does not name, as the real server does without a word. */
    static void prune(JsonObject schema, JsonObject root) {
        for (String field : List.copyOf(root.keySet())) {
            if (Json.at(schema, "properties", field) instanceof JsonObject child) {
                pruneChild(child, root.get(field));
            } else if (!List.of("apiVersion", "kind", "metadata").contains(field)) {
                root.remove(field);
            }
        }
    }

    private static void pruneChild(JsonObject schema, JsonElement value) {
        if (value instanceof JsonArray array && Json.at(schema, "items") instanceof JsonObject items) {
            array.forEach(element -> pruneChild(items, element));
        }
        boolean isOpen = Json.at(schema, "x-kubernetes-preserve-unknown-fields") != null
                || Json.at(schema, "additionalProperties") != null
                || Json.at(schema, "properties") == null;
        if (value instanceof JsonObject object && !isOpen) {
            for (String field : List.copyOf(object.keySet())) {
                if (Json.at(schema, "properties", field) instanceof JsonObject child) {
                    pruneChild(child, object.get(field));
                } else {
                    object.remove(field);
                }
            }
        }
    }

    static void fillIn(JsonObject schema, JsonElement value) {
        if (value instanceof JsonArray array && Json.at(schema, "items") instanceof JsonObject items) {
            array.forEach(element -> fillIn(items, element));
        }
        if (value instanceof JsonObject object && Json.at(schema, "properties") instanceof JsonObject properties) {
            properties.entrySet().forEach(entry -> {
                JsonElement defaultValue = Json.at(entry.getValue(), "default");
                if (defaultValue != null && object.get(entry.getKey()) == null) {
                    object.add(entry.getKey(), defaultValue.deepCopy());
                }
                if (object.get(entry.getKey()) != null) {
                    fillIn(entry.getValue().getAsJsonObject(), object.get(entry.getKey()));
                }
            });
        }
    }

    static void check(JsonObject schema, JsonElement value, String path, List<String> faults) {
        String type = Json.text(schema, "type");
        if (value.isJsonNull()) {
            if (!Json.text(schema, "nullable").equals("true")) {
                faults.add(path + ": Invalid value: \"null\": must be of type " + type);
            }
            return;
        }
        if (!isOfType(schema, type, value)) {
            faults.add(path + ": Invalid value: " + value + ": must be of type " + type);
            return;
        }
        checkLimits(schema, value, path, faults);
        switch (value) {
            case JsonObject object -> checkFields(schema, object, path, faults);
            case JsonArray array
            when Json.at(schema, "items") instanceof JsonObject items ->
                array.forEach(element -> check(items, element, path + "[]", faults));
            default -> {
                // a value has no children
            }
        }
    }

    private static boolean isOfType(JsonObject schema, String type, JsonElement value) {
        boolean intOrString = Json.text(schema, "x-kubernetes-int-or-string").equals("true");
        JsonPrimitive primitive = value instanceof JsonPrimitive found ? found : null;
        return switch (type) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "string" -> primitive != null && primitive.isString();
            case "boolean" -> primitive != null && primitive.isBoolean();
            case "number" -> primitive != null && primitive.isNumber();
            case "integer" -> primitive != null && primitive.isNumber() && primitive.getAsDouble() % 1 == 0;
            default -> !intOrString || (primitive != null && !primitive.isBoolean());
        };
    }

    private static void checkLimits(JsonObject schema, JsonElement value, String path, List<String> faults) {
        if (Json.at(schema, "enum") instanceof JsonArray allowed && !allowed.contains(value)) {
            faults.add(path + ": Unsupported value: " + value + ": supported values: " + allowed);
        }
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            Double minimum = bound(schema, "minimum");
            Double maximum = bound(schema, "maximum");
            double number = primitive.getAsDouble();
            if (minimum != null && number < minimum) {
                faults.add(path + ": Invalid value: " + number + ": should be greater than or equal to " + minimum);
            }
            if (maximum != null && number > maximum) {
                faults.add(path + ": Invalid value: " + number + ": should be less than or equal to " + maximum);
            }
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            String pattern = Json.text(schema, "pattern");
            if (!pattern.isEmpty()
                    && !Pattern.compile(pattern).matcher(text.getAsString()).find()) {
                faults.add(path + ": Invalid value: " + value + ": should match '" + pattern + "'");
            }
            if (text.getAsString().length() < Json.number(schema, 0, "minLength")) {
                faults.add(path + ": Invalid value: " + value + ": is too short");
            }
            if (text.getAsString().length() > Json.number(schema, Long.MAX_VALUE, "maxLength")) {
                faults.add(path + ": Too long: may not be more than " + Json.text(schema, "maxLength") + " bytes");
            }
        }
    }

    private static @Nullable Double bound(JsonObject schema, String name) {
        JsonElement bound = Json.at(schema, name);
        return bound == null ? null : bound.getAsDouble();
    }

    private static void checkFields(JsonObject schema, JsonObject object, String path, List<String> faults) {
        if (Json.at(schema, "required") instanceof JsonArray required) {
            for (JsonElement field : required) {
                if (object.get(field.getAsString()) == null) {
                    faults.add(
                            (path + "." + field.getAsString()).substring(path.isEmpty() ? 1 : 0) + ": Required value");
                }
            }
        }
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            JsonElement child = Json.at(schema, "properties", entry.getKey());
            if (child == null) {
                child = Json.at(schema, "additionalProperties");
            }
            if (child instanceof JsonObject childSchema) {
                String childPath = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                check(childSchema, entry.getValue(), childPath, faults);
            }
        }
    }
}
