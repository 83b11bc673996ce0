// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reading and changing JSON trees of Kubernetes objects. */
public final class Json {

    private Json() {}

    /** Parses one JSON object; anything else is a 400 of the API server. */
    public static JsonObject parse(String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw new ApiFailure(400, "BadRequest", "the body is not JSON: " + e.getMessage());
        }
        throw new ApiFailure(400, "BadRequest", "the body must be a JSON object");
    }

    /** Parses the first YAML (or JSON) document of {@code text}. */
    public static JsonObject parseYaml(String text) {
        var options = new LoaderOptions();
        var dumping = new DumperOptions();
        var yaml =
                new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, new TimesAreText());
        for (Object document : yaml.loadAll(text)) {
            if (tree(document) instanceof JsonObject object) {
                return object;
            }
        }
        throw new ApiFailure(400, "BadRequest", "the body has no YAML document that is an object");
    }

    /** In JSON, and so in the API, a time is a string. */
    private static final class TimesAreText extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern form, String firstLetters, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, form, firstLetters, limit);
            }
        }
    }

    private static JsonElement tree(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Map<?, ?> map -> {
                var object = new JsonObject();
                map.forEach((key, child) -> object.add(String.valueOf(key), tree(child)));
                yield object;
            }
            case List<?> list -> {
                var array = new JsonArray();
                list.forEach(child -> array.add(tree(child)));
                yield array;
            }
            case Number number -> new JsonPrimitive(number);
            case Boolean bool -> new JsonPrimitive(bool);
            default -> new JsonPrimitive(value.toString());
        };
    }

    /** The element at a path of field names, null where any of them is missing or null. */
    public static @Nullable JsonElement at(@Nullable JsonElement from, String... path) {
        JsonElement here = from;
        for (String field : path) {
            if (!(here instanceof JsonObject object)) {
                return null;
            }
            here = object.get(field);
        }
        return here == null || here.isJsonNull() ? null : here;
    }

    /** The text at a path, empty where it is missing. Numbers and booleans are given as text. */
    public static String text(@Nullable JsonElement from, String... path) {
        JsonElement found = at(from, path);
        return found == null || !found.isJsonPrimitive() ? "" : found.getAsString();
    }

    /** The whole number at a path, {@code otherwise} where it is missing or no number. */
    public static long number(@Nullable JsonElement from, long otherwise, String... path) {
        return at(from, path) instanceof JsonPrimitive found && found.isNumber() ? found.getAsLong() : otherwise;
    }

    /** The objects of the array at a path; empty where it is missing. */
    public static List<JsonObject> objects(@Nullable JsonElement from, String... path) {
        var found = new ArrayList<JsonObject>();
        if (at(from, path) instanceof JsonArray array) {
            array.forEach(element -> {
                if (element instanceof JsonObject object) {
                    found.add(object);
                }
            });
        }
        return found;
    }

    /** The object at a path of {@code from}, created where it is missing. */
    public static JsonObject ensure(JsonObject from, String... path) {
        JsonObject here = from;
        for (String field : path) {
            if (!(here.get(field) instanceof JsonObject)) {
                here.add(field, new JsonObject());
            }
            here = here.getAsJsonObject(field);
        }
        return here;
    }

    /** Sets or, with null, removes a field. */
    static void put(JsonObject object, String field, @Nullable JsonElement value) {
        if (value == null) {
            object.remove(field);
        } else {
            object.add(field, value);
        }
    }

    static JsonObject metadata(JsonObject object) {
        return ensure(object, "metadata");
    }

    /** RFC 3339 with whole seconds, as {@code metav1.Time} is written. */
    public static String timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
