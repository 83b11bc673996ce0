// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses what no counter can be. */
final class Checks {

    /** Slots of every log2 histogram; the last is open, from 2^25 µs (33.6 s). */
    static final int HISTOGRAM_SLOTS = 26;

    private Checks() {}

    static void notNegative(long value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, was: " + value);
        }
    }

    /** An unchangeable copy; a list that the JSON left out is empty. */
    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static List<Long> histogram(@Nullable List<Long> present, String name) {
        List<Long> counts = list(present);
        if (counts.size() > HISTOGRAM_SLOTS) {
            throw new IllegalArgumentException(
                    name + " must have at most " + HISTOGRAM_SLOTS + " slots, had: " + counts.size());
        }
        counts.forEach(count -> notNegative(count, name));
        return counts;
    }
}
