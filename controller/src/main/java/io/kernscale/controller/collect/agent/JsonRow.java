// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * JSON values in the order in which they stood, in arrays that serve one value after another: a tree of objects costs as
 * much as all the rest of reading a report. A value is known by its index; what an object or a list holds follows it,
 * and {@link #end} is the index after that. Of one thread.
 */
final class JsonRow {

    private JsonToken[] tokens = new JsonToken[128];
    private @Nullable String[] names = new @Nullable String[128];
    private @Nullable String[] texts = new @Nullable String[128];
    private long[] numbers = new long[128];
    private int[] ends = new int[128];
    private int length;

    /** Forgets everything. */
    void clear() {
        length = 0;
    }

    /** Begins an object whose members are the values that are read next, up to {@link #close}. Returns its index. */
    int open() {
        return add(null, JsonToken.START_OBJECT);
    }

    void close(int object) {
        ends[object] = length;
    }

    /** Reads the value that the parser stands at, as a member of this name; returns its index. */
    int read(@Nullable String name, JsonParser parser) {
        JsonToken token = parser.currentToken();
        int index = add(name, token);
        switch (token) {
            case START_OBJECT -> readMembers(index, parser);
            case START_ARRAY -> readElements(index, parser);
            case VALUE_STRING, VALUE_NUMBER_FLOAT -> texts[index] = parser.getString();
            case VALUE_NUMBER_INT -> readWhole(index, parser);
            default -> {} // true, false, null
        }
        ends[index] = length;
        return index;
    }

    private void readMembers(int object, JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            read(name, parser);
            numbers[object]++;
        }
    }

    private void readElements(int list, JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read(null, parser);
            numbers[list]++;
        }
    }

    private void readWhole(int index, JsonParser parser) {
        if (parser.getNumberType() == NumberType.BIG_INTEGER) {
            texts[index] = parser.getString();
        } else {
            numbers[index] = parser.getLongValue();
        }
    }

    private int add(@Nullable String name, JsonToken token) {
        if (length == tokens.length) {
            int larger = 2 * length;
            tokens = Arrays.copyOf(tokens, larger);
            names = Arrays.copyOf(names, larger);
            texts = Arrays.copyOf(texts, larger);
            numbers = Arrays.copyOf(numbers, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        tokens[length] = token;
        names[length] = name;
        texts[length] = null;
        numbers[length] = 0;
        return length++;
    }

    /** The index after everything that the value holds: that of its next sibling. */
    int end(int index) {
        return ends[index];
    }

    /** Whether the member at {@code index} has this name. */
    boolean isNamed(int index, String name) {
        return name.equals(names[index]);
    }

    boolean isObject(int index) {
        return tokens[index] == JsonToken.START_OBJECT;
    }

    boolean isList(int index) {
        return tokens[index] == JsonToken.START_ARRAY;
    }

    boolean isNull(int index) {
        return tokens[index] == JsonToken.VALUE_NULL;
    }

    /** Members of an object, elements of a list. */
    int size(int index) {
        return (int) numbers[index];
    }

    /** Whether it is a whole number that a long can hold. */
    boolean isLong(int index) {
        return tokens[index] == JsonToken.VALUE_NUMBER_INT && texts[index] == null;
    }

    long number(int index) {
        return numbers[index];
    }

    /** The lowest 64 bits of a whole number of any size; null for anything else. */
    @Nullable
    Long lowestBits(int index) {
        if (tokens[index] != JsonToken.VALUE_NUMBER_INT) {
            return null;
        }
        String text = texts[index];
        return text == null ? numbers[index] : new BigInteger(text).longValue();
    }

    /** A number of any kind; null for anything else. */
    @Nullable
    Double decimal(int index) {
        boolean number = tokens[index] == JsonToken.VALUE_NUMBER_INT || tokens[index] == JsonToken.VALUE_NUMBER_FLOAT;
        String text = texts[index];
        if (!number) {
            return null;
        }
        return text == null ? (double) numbers[index] : Double.parseDouble(text);
    }

    /** A text; null for anything else. */
    @Nullable
    String text(int index) {
        return tokens[index] == JsonToken.VALUE_STRING ? texts[index] : null;
    }

    /** As JSON, for messages. */
    String describe(int index) {
        String text = texts[index];
        return switch (tokens[index]) {
            case START_OBJECT -> "{…}";
            case START_ARRAY -> "[…]";
            case VALUE_STRING -> "\"" + text + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> text == null ? Long.toString(numbers[index]) : text;
            default -> tokens[index].asString();
        };
    }
}
