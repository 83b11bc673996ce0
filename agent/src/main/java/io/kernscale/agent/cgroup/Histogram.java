// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Sums of log2 histograms. */
final class Histogram {
    private static final int SLOTS = 26;

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
        int used = SLOTS;
        while (used > 0 && counts[used - 1] == 0) {
            used--;
        }
        List<Long> list = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            list.add(counts[i]);
        }
        return list;
    }
}
