// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import java.util.ArrayList;
import java.util.List;

/** What an edge's counters grew by, as counters: they are the same numbers, and mostly small ones. */
final class EdgeGrowth {

    private EdgeGrowth() {}

    /** Whether a counter is lower than before. Histograms may lag by a moment. */
    static boolean wentBack(EdgeCounters before, EdgeCounters after) {
        return after.outstandingNanos() < before.outstandingNanos()
                || after.sentBytes() < before.sentBytes()
                || after.receivedBytes() < before.receivedBytes()
                || after.opened() < before.opened()
                || after.refused() < before.refused()
                || after.reset() < before.reset()
                || after.timedOut() < before.timedOut()
                || after.closed() < before.closed()
                || after.retransmits() < before.retransmits()
                || after.requests() < before.requests()
                || after.answers() < before.answers()
                || after.overlaps() < before.overlaps()
                || after.unasked() < before.unasked();
    }

    /** What came since {@code before}, with the gauges of {@code after}. No counter may have gone back. */
    static EdgeCounters between(EdgeCounters before, EdgeCounters after) {
        return new EdgeCounters(
                after.role(),
                after.peer(),
                after.port(),
                after.opened() - before.opened(),
                after.refused() - before.refused(),
                after.reset() - before.reset(),
                after.timedOut() - before.timedOut(),
                after.closed() - before.closed(),
                after.open(),
                after.sentBytes() - before.sentBytes(),
                after.receivedBytes() - before.receivedBytes(),
                after.rttMicros(),
                after.retransmits() - before.retransmits(),
                after.requests() - before.requests(),
                after.answers() - before.answers(),
                after.outstandingNanos() - before.outstandingNanos(),
                histogram(before.answerHistogram(), after.answerHistogram()),
                after.outstanding(),
                after.overlaps() - before.overlaps(),
                after.unasked() - before.unasked(),
                List.of());
    }

    /** A slot that shrank counts as 0. */
    private static List<Long> histogram(List<Long> before, List<Long> after) {
        List<Long> growth = new ArrayList<>(after.size());
        for (int slot = 0; slot < after.size(); slot++) {
            growth.add(Math.max(0, after.get(slot) - (slot < before.size() ? before.get(slot) : 0)));
        }
        return growth;
    }

    /** The largest count; 0 where there is none. */
    static long highest(List<Long> counts) {
        long highest = 0;
        for (long count : counts) {
            highest = Math.max(highest, count);
        }
        return highest;
    }
}
