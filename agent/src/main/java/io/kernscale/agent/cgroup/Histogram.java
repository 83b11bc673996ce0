// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Sums of log2 histograms. */
final class Histogram {
    static final int SLOTS = 26;

    private final long[] counts = new long[SLOTS];

    void add(long[] other) {
        for (int i = 0; i < Math.min(SLOTS, other.length); i++) {
            counts[i] += other[i];
        }
    }

    void add(Histogram other) {
        add(other.counts);
    }

    /** The counts without trailing zeros, as the wire wants them. */
    List<Long> toList() {
        return toList(counts, 0);
    }

    /** The same of {@code counts[from]} to the array's end. */
    static List<Long> toList(long[] counts, int from) {
        int end = counts.length;
        while (end > from && counts[end - 1] == 0) {
            end--;
        }
        List<Long> list = new ArrayList<>(end - from);
        for (int i = from; i < end; i++) {
            list.add(counts[i]);
        }
        return list;
    }
}
