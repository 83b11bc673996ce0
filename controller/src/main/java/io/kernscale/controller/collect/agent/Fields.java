// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Strict access to one JSON object. A counter that is missing would read as zero, and a zero as an idle pod, so what is
 * required must be there, whole and in range.
 *
 * @param path where the object stands, for messages: {@code cpu.blocked}; empty at the top
 */
record Fields(JsonNode object, String path) {

    /** PID_MAX_LIMIT of 64-bit Linux: no gauge of threads or CPUs can be higher. */
    static final int MAX_THREADS = 4_194_304;

    Fields {
        if (!object.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "the row" : path) + " must be an object");
        }
    }

    long counter(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "a whole number from 0 to 2^63-1", value);
        }
        return value.longValue();
    }

    int gauge(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(name, "a whole number of 0 or more", value);
        }
        if (value.intValue() > MAX_THREADS) {
            throw wrong(name, "at most " + MAX_THREADS, value);
        }
        return value.intValue();
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrong(name, "text", value);
        }
        return value.stringValue();
    }

    String text(String name, int maxLength) {
        String text = text(name);
        if (text.length() > maxLength) {
            throw wrong(name, "at most " + maxLength + " characters", required(name));
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    @Nullable
    Double optionalNumber(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw wrong(name, "a number", value);
        }
        return value.doubleValue();
    }

    @Nullable
    Long optionalCounter(String name) {
        return has(name) ? (Long) counter(name) : null;
    }

    Fields object(String name) {
        return new Fields(required(name), path(name));
    }

    @Nullable
    Fields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** The elements of a list; one that is absent is empty. */
    <T> List<T> list(String name, Function<Fields, T> element) {
        List<T> elements = new ArrayList<>();
        for (JsonNode node : array(name)) {
            elements.add(element.apply(new Fields(node, path(name) + "[" + elements.size() + "]")));
        }
        return elements;
    }

    /** As {@link #list(String, Function)}, with so many elements at most. */
    <T> List<T> list(String name, int maxSize, Function<Fields, T> element) {
        checkSize(name, maxSize);
        return list(name, element);
    }

    /** The texts of a list; one that is absent is empty. */
    List<String> texts(String name, int maxSize, int maxLength) {
        checkSize(name, maxSize);
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(name)) {
            if (!text.isString() || text.stringValue().length() > maxLength) {
                throw wrong(name, "a list of texts of at most " + maxLength + " characters", text);
            }
            texts.add(text.stringValue());
        }
        return texts;
    }

    private void checkSize(String name, int maxSize) {
        int size = object.path(name).size();
        if (size > maxSize) {
            throw new IllegalArgumentException(
                    path(name) + " must have at most " + maxSize + " elements, had: " + size);
        }
    }

    List<Long> histogram(String name) {
        List<Long> counts = new ArrayList<>();
        for (JsonNode count : array(name)) {
            if (!count.isIntegralNumber() || !count.canConvertToLong()) {
                throw wrong(name, "a list of whole numbers", count);
            }
            counts.add(count.longValue());
        }
        return counts;
    }

    private Iterable<JsonNode> array(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw wrong(name, "a list", value);
        }
        return value;
    }

    private boolean has(String name) {
        return object.hasNonNull(name);
    }

    private JsonNode required(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException(path(name) + " is missing");
        }
        return value;
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private IllegalArgumentException wrong(String name, String rule, JsonNode value) {
        return new IllegalArgumentException(path(name) + " must be " + rule + ", was: " + shortened(value.toString()));
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
