// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.util.List;

/**
 * Waits by length: of threads for a CPU, of requests for an answer. Six of the 26 log2 slots' bounds are enough for a
 * quantile and keep the run-queue waits of 110 pods below a thousand series: slot i ends at 2^(i+1) µs, so the bucket up
 * to 16 µs holds the slots 0 to 3.
 */
final class WaitHistogram {

    private static final int[] LAST_SLOTS = {3, 7, 11, 15, 19, 23};
    private static final String[] BOUNDS = {"1.6e-05", "0.000256", "0.004096", "0.065536", "1.048576", "16.777216"};

    private WaitHistogram() {}

    /** One series of the current family. */
    static void append(MetricsText text, String labels, List<Long> slots, long sumNanos) {
        for (int i = 0; i < BOUNDS.length; i++) {
            text.part("_bucket", upTo(labels, BOUNDS[i]), count(slots, LAST_SLOTS[i]));
        }
        long all = count(slots, slots.size());
        text.part("_bucket", upTo(labels, "+Inf"), all);
        text.sumSeconds(labels, sumNanos);
        text.part("_count", labels, all);
    }

    private static String upTo(String labels, String bound) {
        return labels + "," + MetricsText.labels("le", bound);
    }

    private static long count(List<Long> slots, int last) {
        long count = 0;
        for (int i = 0; i <= last && i < slots.size(); i++) {
            count += slots.get(i);
        }
        return count;
    }
}
