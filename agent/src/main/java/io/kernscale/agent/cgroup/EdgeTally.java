// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.wire.EdgeCounters;
import java.util.Arrays;
import java.util.List;

/** A sum of those TCP counters that only grow, or a difference of two readings of them. */
final class EdgeTally {
    private static final int OPENED = 0;
    private static final int REFUSED = 1;
    private static final int RESET = 2;
    private static final int TIMED_OUT = 3;
    private static final int CLOSED = 4;
    private static final int SENT_BYTES = 5;
    private static final int RECEIVED_BYTES = 6;
    private static final int RETRANSMITS = 7;
    private static final int REQUESTS = 8;
    private static final int ANSWERS = 9;
    private static final int OVERLAPS = 10;
    private static final int UNASKED = 11;
    private static final int OUTSTANDING_NANOS = 12;
    private static final int ANSWER_TIMES = 13;

    private final long[] counts = new long[ANSWER_TIMES + Histogram.SLOTS];

    /** Whether nothing happened between two readings: mostly, and quicker told than by their difference. */
    static boolean same(TcpCounters a, TcpCounters b) {
        return a.outstandingNanos() == b.outstandingNanos()
                && a.requests() == b.requests()
                && a.answers() == b.answers() // their histogram may be ahead by a moment, and is then not lost but late
                && a.sentBytes() == b.sentBytes()
                && a.receivedBytes() == b.receivedBytes()
                && a.opened() == b.opened()
                && a.closed() == b.closed()
                && a.refused() == b.refused()
                && a.reset() == b.reset()
                && a.timedOut() == b.timedOut()
                && a.retransmits() == b.retransmits()
                && a.overlaps() == b.overlaps()
                && a.unasked() == b.unasked();
    }

    void set(TcpCounters counters) {
        Arrays.fill(counts, 0);
        add(counters, 1);
    }

    void subtract(TcpCounters counters) {
        add(counters, -1);
    }

    void add(EdgeTally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    private void add(TcpCounters counters, int sign) {
        counts[OPENED] += sign * counters.opened();
        counts[REFUSED] += sign * counters.refused();
        counts[RESET] += sign * counters.reset();
        counts[TIMED_OUT] += sign * counters.timedOut();
        counts[CLOSED] += sign * counters.closed();
        counts[SENT_BYTES] += sign * counters.sentBytes();
        counts[RECEIVED_BYTES] += sign * counters.receivedBytes();
        counts[RETRANSMITS] += sign * counters.retransmits();
        counts[REQUESTS] += sign * counters.requests();
        counts[ANSWERS] += sign * counters.answers();
        counts[OVERLAPS] += sign * counters.overlaps();
        counts[UNASKED] += sign * counters.unasked();
        counts[OUTSTANDING_NANOS] += sign * counters.outstandingNanos();
        long[] times = counters.answerHistogram();
        for (int i = 0; i < Math.min(Histogram.SLOTS, times.length); i++) {
            counts[ANSWER_TIMES + i] += sign * times[i];
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    boolean isZero() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    /** True for a difference of two different rows: outstanding time jitters, but no other counter goes back. */
    boolean wentBack() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 && i != OUTSTANDING_NANOS) {
                return true;
            }
        }
        return false;
    }

    long requests() {
        return counts[REQUESTS];
    }

    long outstandingNanos() {
        return counts[OUTSTANDING_NANOS];
    }

    void outstandingNanos(long nanos) {
        counts[OUTSTANDING_NANOS] = nanos;
    }

    /** @param peer numeric; empty for a tail */
    EdgeCounters counters(EdgeName name, String peer, EdgeGauges now, List<String> connections) {
        return new EdgeCounters(
                name.role(),
                peer,
                name.port(),
                counts[OPENED],
                counts[REFUSED],
                counts[RESET],
                counts[TIMED_OUT],
                counts[CLOSED],
                now.open(),
                counts[SENT_BYTES],
                counts[RECEIVED_BYTES],
                now.rttMicros(),
                counts[RETRANSMITS],
                counts[REQUESTS],
                counts[ANSWERS],
                counts[OUTSTANDING_NANOS],
                Histogram.toList(counts, ANSWER_TIMES),
                now.outstanding(),
                counts[OVERLAPS],
                counts[UNASKED],
                connections);
    }
}
