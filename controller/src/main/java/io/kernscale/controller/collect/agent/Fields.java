// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Strict access to one JSON object. A counter that is missing would read as zero, and a zero as an idle pod, so what is
 * required must be there, whole and in range. Of one thread.
 */
final class Fields {

    /** PID_MAX_LIMIT of 64-bit Linux: no gauge of threads or CPUs can be higher. */
    static final int MAX_THREADS = 4_194_304;

    private static final int MISSING = -1;

    private final JsonRow row;
    private final int object;
    private final @Nullable Fields parent;
    private final String member;
    /** Among the elements of a list; {@link #MISSING} where it is none. */
    private final int element;
    /** Where the next member is looked for first: agents write what is read here in the same order. */
    private int next;

    /** The object that stands at the top. */
    Fields(JsonRow row, int object) {
        this(row, object, null, "", MISSING);
    }

    /** Where it stands is spelled only in messages: there are hundreds of thousands of rows in a round. */
    private Fields(JsonRow row, int object, @Nullable Fields parent, String name, int element) {
        this.row = row;
        this.object = object;
        this.parent = parent;
        this.member = name;
        this.element = element;
        this.next = object + 1;
        if (!row.isObject(object)) {
            throw new IllegalArgumentException((parent == null ? "the row" : path()) + " must be an object");
        }
    }

    /** {@code cpu.blocked}; empty at the top. */
    private String path() {
        String place = parent == null ? member : parent.path(member);
        return element == MISSING ? place : place + "[" + element + "]";
    }

    long counter(String name) {
        int value = required(name);
        if (!row.isLong(value) || row.number(value) < 0) {
            throw wrong(name, "a whole number from 0 to 2^63-1", value);
        }
        return row.number(value);
    }

    int gauge(String name) {
        int value = required(name);
        if (!row.isLong(value) || row.number(value) < 0) {
            throw wrong(name, "a whole number of 0 or more", value);
        }
        if (row.number(value) > MAX_THREADS) {
            throw wrong(name, "at most " + MAX_THREADS, value);
        }
        return (int) row.number(value);
    }

    /** A whole number whose lowest 64 bits are all that counts. */
    long bits(String name) {
        int value = required(name);
        Long bits = row.lowestBits(value);
        if (bits == null) {
            throw wrong(name, "a whole number", value);
        }
        return bits;
    }

    String text(String name) {
        int value = required(name);
        String text = row.text(value);
        if (text == null) {
            throw wrong(name, "text", value);
        }
        return text;
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
        int value = required(name);
        Double number = row.decimal(value);
        if (number == null) {
            throw wrong(name, "a number", value);
        }
        return number;
    }

    @Nullable
    Long optionalCounter(String name) {
        return has(name) ? (Long) counter(name) : null;
    }

    Fields object(String name) {
        return new Fields(row, required(name), this, name, MISSING);
    }

    @Nullable
    Fields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** The elements of a list; one that is absent is empty. */
    <T> List<T> list(String name, Function<Fields, T> element) {
        return list(name, Integer.MAX_VALUE, element);
    }

    /** As {@link #list(String, Function)}, with so many elements at most. */
    <T> List<T> list(String name, int maxSize, Function<Fields, T> element) {
        int list = optionalList(name, maxSize);
        if (list == MISSING) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(row.size(list));
        for (int i = list + 1; i < row.end(list); i = row.end(i)) {
            elements.add(element.apply(new Fields(row, i, this, name, elements.size())));
        }
        return elements;
    }

    /** The texts of a list; one that is absent is empty. */
    List<String> texts(String name, int maxSize, int maxLength) {
        int list = optionalList(name, maxSize);
        if (list == MISSING) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(row.size(list));
        for (int i = list + 1; i < row.end(list); i = row.end(i)) {
            String text = row.text(i);
            if (text == null || text.length() > maxLength) {
                throw wrong(name, "a list of texts of at most " + maxLength + " characters", i);
            }
            texts.add(text);
        }
        return texts;
    }

    List<Long> histogram(String name) {
        int list = optionalList(name, Integer.MAX_VALUE);
        if (list == MISSING) {
            return List.of();
        }
        List<Long> counts = new ArrayList<>(row.size(list));
        for (int i = list + 1; i < row.end(list); i = row.end(i)) {
            if (!row.isLong(i)) {
                throw wrong(name, "a list of whole numbers", i);
            }
            counts.add(row.number(i));
        }
        return counts;
    }

    private int optionalList(String name, int maxSize) {
        if (!has(name)) {
            return MISSING;
        }
        int list = required(name);
        if (!row.isList(list)) {
            throw wrong(name, "a list", list);
        }
        if (row.size(list) > maxSize) {
            throw new IllegalArgumentException(
                    path(name) + " must have at most " + maxSize + " elements, had: " + row.size(list));
        }
        return list;
    }

    private boolean has(String name) {
        int value = find(name);
        return value != MISSING && !row.isNull(value);
    }

    private int required(String name) {
        int value = find(name);
        if (value == MISSING) {
            throw new IllegalArgumentException(path(name) + " is missing");
        }
        return value;
    }

    private int find(String name) {
        int from = next;
        int found = find(name, from, row.end(object));
        return found == MISSING ? find(name, object + 1, from) : found;
    }

    private int find(String name, int from, int end) {
        for (int i = from; i < end; i = row.end(i)) {
            if (row.isNamed(i, name)) {
                next = i;
                return i;
            }
        }
        return MISSING;
    }

    private String path(String name) {
        String path = path();
        return path.isEmpty() ? name : path + "." + name;
    }

    private IllegalArgumentException wrong(String name, String rule, int value) {
        return new IllegalArgumentException(
                path(name) + " must be " + rule + ", was: " + shortened(row.describe(value)));
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
