// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.List;

/** Adds up how long answers took, slot by slot. Of one thread. */
final class LatencySum {

    private final long[] sums = new long[Latencies.SLOTS];
    private int slots;

    void add(Latencies latencies) {
        List<Long> counts = latencies.counts();
        int size = counts.size();
        for (int slot = 0; slot < size; slot++) {
            sums[slot] += counts.get(slot);
        }
        slots = Math.max(slots, size);
    }

    Latencies latencies() {
        List<Long> counts = new ArrayList<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            counts.add(sums[slot]);
        }
        return new Latencies(counts);
    }
}
