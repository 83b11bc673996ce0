// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Adds up how long answers took, slot by slot. Of one thread. */
final class LatencySum {

    private final long[] sums = new long[Latencies.SLOTS];

    void add(Latencies latencies) {
        for (int slot = 0; slot < latencies.size(); slot++) {
            sums[slot] += latencies.count(slot);
        }
    }

    Latencies latencies() {
        return Latencies.of(sums);
    }
}
