// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.http.MetricsText.Type;
import io.kernscale.agent.http.PodMetrics.Row;
import java.util.List;

/**
 * Run-queue waits by length. Six of the 26 log2 slots' bounds are enough for a quantile and keep a node of 110 pods
 * below a thousand series: slot i ends at 2^(i+1) µs, so the bucket up to 16 µs holds the slots 0 to 3.
 */
final class WaitHistogram {

    private static final int[] LAST_SLOTS = {3, 7, 11, 15, 19, 23};
    private static final String[] BOUNDS = {"1.6e-05", "0.000256", "0.004096", "0.065536", "1.048576", "16.777216"};

    private WaitHistogram() {}

    static void append(MetricsText text, List<Row> rows) {
        text.family(
                "kernscale_pod_cpu_wait_duration_seconds",
                Type.HISTOGRAM,
                "Finished run-queue waits by length; the sum also has waits in progress.");
        rows.forEach(row -> append(text, row));
    }

    private static void append(MetricsText text, Row row) {
        List<Long> slots = row.pod().cpu().waitHistogram();
        for (int i = 0; i < BOUNDS.length; i++) {
            text.part("_bucket", row.with("le", BOUNDS[i]), upTo(slots, LAST_SLOTS[i]));
        }
        long all = upTo(slots, slots.size());
        text.part("_bucket", row.with("le", "+Inf"), all);
        var cpu = row.pod().cpu();
        text.sumSeconds(row.labels(), cpu.waitContentionNanos() + cpu.waitQuotaNanos());
        text.part("_count", row.labels(), all);
    }

    private static long upTo(List<Long> slots, int last) {
        long count = 0;
        for (int i = 0; i <= last && i < slots.size(); i++) {
            count += slots.get(i);
        }
        return count;
    }
}
