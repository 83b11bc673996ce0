// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.TcpCounters;
import org.jspecify.annotations.Nullable;

/**
 * One edge of one cgroup: what the kernel said of it last, and how much of that is booked with the pod. The kernel takes
 * rows back that nothing happens on and begins them anew, so a row that restarts, or is missing for a while, goes on.
 */
final class EdgeMeter {
    /** A row that is missing so long is forgotten: the kernel took it back, and what it counted is booked. */
    private static final long FORGET_NANOS = 60_000_000_000L;

    /** Outstanding time may read a little lower than before, for what changes meanwhile; so much is a correction. */
    private static final long CORRECTION_NANOS = 1_000_000_000L;

    private final EdgeName name;
    private TcpCounters seen;
    private long seenAtNanos;
    private @Nullable TcpCounters booked;
    private long bookedOutstandingNanos;
    private long outstandingNanos;
    private boolean grown;

    EdgeMeter(EdgeName name, TcpCounters counters, long nowNanos) {
        this.name = name;
        this.seen = counters;
        this.seenAtNanos = nowNanos;
    }

    EdgeName name() {
        return name;
    }

    void see(TcpCounters counters, long nowNanos) {
        seen = counters;
        seenAtNanos = nowNanos;
    }

    TcpCounters seen() {
        return seen;
    }

    /** Whether the kernel had the row at that reading. */
    boolean seenAt(long nanos) {
        return seenAtNanos == nanos;
    }

    boolean gone(long nowNanos) {
        return nowNanos - seenAtNanos >= FORGET_NANOS;
    }

    /**
     * Sets {@code growth} to what was counted since {@link #book}, the whole row at first and after it began anew.
     * Example: 7 requests booked and 9 seen are 2, and 7 booked and 3 seen are 3.
     */
    void growth(EdgeTally growth) {
        TcpCounters before = booked;
        if (before == seen || before != null && EdgeTally.same(before, seen)) {
            grown = false;
            growth.clear();
            return;
        }
        growth.set(seen);
        long since = 0;
        if (before != null) {
            growth.subtract(before);
            if (growth.wentBack()) {
                growth.set(seen);
            } else {
                since = bookedOutstandingNanos;
            }
        }
        grown = true;
        outstandingNanos = reached(since);
        growth.outstandingNanos(Math.max(0, outstandingNanos - since));
    }

    private long reached(long sinceNanos) {
        long now = Math.max(0, seen.outstandingNanos());
        return now < sinceNanos && sinceNanos - now < CORRECTION_NANOS ? sinceNanos : now;
    }

    /** Sets {@code whole} to all that the kernel's row has counted. */
    void whole(EdgeTally whole) {
        whole.set(seen);
        whole.outstandingNanos(reached(bookedOutstandingNanos));
    }

    /** Takes note that the last {@link #growth} was added to a sum. */
    void book() {
        if (grown) {
            booked = seen;
            bookedOutstandingNanos = outstandingNanos;
        }
    }
}
