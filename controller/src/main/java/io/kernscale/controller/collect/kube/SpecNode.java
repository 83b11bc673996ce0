// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object that knows its path, read strictly: what is of a wrong type or out of range goes to the problems,
 * and reading goes on with a stand-in, so that one look finds them all.
 */
final class SpecNode {

    private final JsonObject object;
    private final String path;
    private final Problems problems;

    SpecNode(JsonObject object, String path, Problems problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    String path(String name) {
        return path + "." + name;
    }

    Problems problems() {
        return problems;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    private @Nullable JsonElement value(String name) {
        JsonElement value = object.get(name);
        return value == null || value instanceof JsonNull ? null : value;
    }

    /** A part; empty where there is none. */
    SpecNode child(String name) {
        JsonElement value = value(name);
        if (value != null && !value.isJsonObject()) {
            problems.add(path(name), "an object", value);
        }
        return new SpecNode(value instanceof JsonObject child ? child : new JsonObject(), path(name), problems);
    }

    /** A part that has to be there. */
    SpecNode requiredChild(String name) {
        if (!has(name)) {
            problems.missing(path(name));
        }
        return child(name);
    }

    List<SpecNode> children(String name) {
        List<SpecNode> children = new ArrayList<>();
        JsonElement value = value(name);
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                String at = path(name) + "[" + i + "]";
                if (!array.get(i).isJsonObject()) {
                    problems.add(at, "an object", array.get(i));
                }
                children.add(new SpecNode(
                        array.get(i) instanceof JsonObject child ? child : new JsonObject(), at, problems));
            }
        } else if (value != null) {
            problems.add(path(name), "a list", value);
        }
        return children;
    }

    @Nullable
    String text(String name) {
        JsonElement value = value(name);
        if (value == null || value instanceof JsonPrimitive text && text.isString()) {
            return value == null ? null : value.getAsString();
        }
        problems.add(path(name), "a text", value);
        return null;
    }

    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            problems.missing(path(name));
            return "";
        }
        return text;
    }

    /** What one of some words stands for; {@code fallback} where there is none. */
    <T> T choice(String name, Map<String, T> words, T fallback) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        T chosen = words.get(text);
        if (chosen == null) {
            problems.add(path(name), "one of " + String.join(", ", new TreeSet<>(words.keySet())), text);
            return fallback;
        }
        return chosen;
    }

    boolean flag(String name, boolean fallback) {
        JsonElement value = value(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof JsonPrimitive flag && flag.isBoolean()) {
            return flag.getAsBoolean();
        }
        problems.add(path(name), "true or false", value);
        return fallback;
    }

    /** A whole number from {@code least} to {@code most}; null where there is none. */
    @Nullable
    Integer integer(String name, int least, int most) {
        JsonElement value = value(name);
        if (value == null) {
            return null;
        }
        String rule = "a whole number of " + least + (most == Integer.MAX_VALUE ? " or more" : " to " + most);
        try {
            if (value instanceof JsonPrimitive number && number.isNumber()) {
                int whole = new BigDecimal(number.getAsString()).intValueExact();
                if (whole >= least && whole <= most) {
                    return whole;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through to the sentence below
        }
        problems.add(path(name), rule, value);
        return null;
    }

    /** A quantity in thousandths, rounded up, as far as a long goes; null where there is none. */
    @Nullable
    Long milli(String name, boolean zeroIsFine) {
        JsonElement value = value(name);
        if (value == null) {
            return null;
        }
        Long milli = Quantities.rounded(value, Quantities.MILLI);
        if (milli != null && (milli > 0 || zeroIsFine && milli == 0)) {
            return milli;
        }
        problems.add(path(name), zeroIsFine ? "a quantity of 0 or more" : "a quantity above 0", value);
        return null;
    }

    double number(String name, double fallback) {
        JsonElement value = value(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsDouble();
        }
        problems.add(path(name), "a number", value);
        return fallback;
    }

    /** A label selector in the form of a query parameter; null where there is none. */
    @Nullable
    String selector(String name) {
        if (!has(name)) {
            return null;
        }
        SpecNode selector = child(name);
        List<String> terms = new ArrayList<>();
        Json.texts(selector.object, "matchLabels").entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .forEach(terms::add);
        selector.children("matchExpressions").forEach(expression -> terms.add(expression.term()));
        return String.join(",", terms);
    }

    private String term() {
        String key = required("key");
        String values = String.join(",", Json.list(object, "values"));
        return choice(
                "operator",
                Map.of(
                        "In", key + " in (" + values + ")",
                        "NotIn", key + " notin (" + values + ")",
                        "Exists", key,
                        "DoesNotExist", "!" + key),
                key);
    }
}
