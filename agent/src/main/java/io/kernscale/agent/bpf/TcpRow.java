// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static io.kernscale.agent.bpf.TcpLayouts.ANSWER_HIST;
import static io.kernscale.agent.bpf.TcpLayouts.CLOSED;
import static io.kernscale.agent.bpf.TcpLayouts.HIST_SLOTS;
import static io.kernscale.agent.bpf.TcpLayouts.IN_PROGRESS;
import static io.kernscale.agent.bpf.TcpLayouts.LAST;
import static io.kernscale.agent.bpf.TcpLayouts.OPEN;
import static io.kernscale.agent.bpf.TcpLayouts.OPENED;
import static io.kernscale.agent.bpf.TcpLayouts.OUTSTANDING;
import static io.kernscale.agent.bpf.TcpLayouts.OVERLAPS;
import static io.kernscale.agent.bpf.TcpLayouts.RECEIVED_BYTES;
import static io.kernscale.agent.bpf.TcpLayouts.REFUSED;
import static io.kernscale.agent.bpf.TcpLayouts.REQUESTS;
import static io.kernscale.agent.bpf.TcpLayouts.RESET;
import static io.kernscale.agent.bpf.TcpLayouts.RETRANSMITS;
import static io.kernscale.agent.bpf.TcpLayouts.RTT;
import static io.kernscale.agent.bpf.TcpLayouts.SENT_BYTES;
import static io.kernscale.agent.bpf.TcpLayouts.TIMED_OUT;
import static io.kernscale.agent.bpf.TcpLayouts.TURN_COUNT_BITS;
import static io.kernscale.agent.bpf.TcpLayouts.UNASKED;

import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import java.util.Arrays;
import java.util.List;

/** One edge's row, summed over stripes. @param values {@code struct tcp_row} as {@code long[48]}, time in progress added */
record TcpRow(long[] values) {
    private static final int COUNT_SHIFT = Long.SIZE - TURN_COUNT_BITS;
    private static final long HALF_UNIT_NANOS = 1L << TURN_COUNT_BITS - 1;

    /** Turns in progress: the low bits of the sum. A reading between two CPUs can be one short of none. */
    static int turns(long inProgress) {
        return (int) Math.max(0, inProgress << COUNT_SHIFT >> COUNT_SHIFT);
    }

    /**
     * How long the turns in progress have lasted, all together. The low bits of each beginning are lost: on average half
     * a unit. Example: two turns begun at 0x300000 and 0x500000 make 0x800002; at 0x900000 that is
     * 2 * 0x900000 - 0x800000 = 0xa00000 ns, less two halves of 0x100000: 0x900000 ns.
     */
    static long elapsedNanos(long inProgress, long nowNanos) {
        long turns = turns(inProgress);
        return turns == 0 ? 0 : Math.max(0, turns * (nowNanos - HALF_UNIT_NANOS) - (inProgress - turns));
    }

    boolean isIdle(long nowNanos, long afterNanos) {
        return values[OPEN] <= 0 && turns(values[IN_PROGRESS]) == 0 && nowNanos - values[LAST] > afterNanos;
    }

    TcpCounters counters(List<Endpoint> connections) {
        long[] answers = Arrays.copyOfRange(values, ANSWER_HIST, ANSWER_HIST + HIST_SLOTS);
        return new TcpCounters(
                values[OPENED],
                values[REFUSED],
                values[RESET],
                values[TIMED_OUT],
                values[CLOSED],
                (int) Math.max(0, values[OPEN]),
                values[SENT_BYTES],
                values[RECEIVED_BYTES],
                values[RTT],
                values[RETRANSMITS],
                values[REQUESTS],
                Arrays.stream(answers).sum(),
                values[OUTSTANDING],
                answers,
                turns(values[IN_PROGRESS]),
                values[OVERLAPS],
                values[UNASKED],
                connections);
    }
}
