// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static io.kernscale.agent.bpf.TcpLayouts.GENERATION;
import static io.kernscale.agent.bpf.TcpLayouts.IN_PROGRESS;
import static io.kernscale.agent.bpf.TcpLayouts.LAST;
import static io.kernscale.agent.bpf.TcpLayouts.OUTSTANDING;
import static io.kernscale.agent.bpf.TcpLayouts.ROW_LONGS;
import static io.kernscale.agent.bpf.TcpLayouts.RTT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** The counters of the TCP probe as the kernel writes them, a stripe of CPUs after the other. One thread at a time. */
final class TcpRows {
    private static final long ROW_BYTES = TcpLayouts.ROW.byteSize();

    private final MemorySegment rows;
    private final int slots;
    private final int stripes;
    private final long[] reportedNanos;
    private final long[] row = new long[ROW_LONGS];

    TcpRows(BpfObject object, int slots) {
        BpfMap map = object.map("rows");
        rows = object.mmap(map);
        this.slots = slots;
        stripes = map.capacity() / slots;
        reportedNanos = new long[slots];
    }

    /**
     * A slot's counters, summed over stripes. Time in progress is read last, as the kernel writes it first: a turn that
     * ends meanwhile is too short for one reading, never counted twice; and the time never goes back.
     *
     * @param nowNanos CLOCK_MONOTONIC, not later than this call
     */
    TcpRow read(int slot, long nowNanos) {
        long[] sum = new long[ROW_LONGS];
        for (int stripe = 0; stripe < stripes; stripe++) {
            add(rowAt(stripe, slot), sum);
        }
        VarHandle.loadLoadFence();
        long inProgress = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            inProgress += rows.get(JAVA_LONG, rowAt(stripe, slot) + 8L * IN_PROGRESS);
        }
        sum[IN_PROGRESS] = inProgress;
        sum[OUTSTANDING] = Math.max(reportedNanos[slot], sum[OUTSTANDING] + TcpRow.elapsedNanos(inProgress, nowNanos));
        reportedNanos[slot] = sum[OUTSTANDING];
        return new TcpRow(sum);
    }

    private void add(long at, long[] sum) {
        MemorySegment.copy(rows, JAVA_LONG, at, row, 0, ROW_LONGS);
        boolean later = row[LAST] > sum[LAST];
        long last = later ? row[LAST] : sum[LAST];
        long rtt = later && row[RTT] != 0 || sum[RTT] == 0 ? row[RTT] : sum[RTT]; // of the stripe written last
        for (int i = 0; i < ROW_LONGS; i++) {
            sum[i] += row[i];
        }
        sum[LAST] = last;
        sum[RTT] = rtt;
    }

    /** Has sockets that still write to the slot look for their edge again. */
    void expire(int slot, int generation) {
        for (int stripe = 0; stripe < stripes; stripe++) {
            rows.set(JAVA_LONG, rowAt(stripe, slot) + 8L * GENERATION, Integer.toUnsignedLong(generation));
        }
    }

    /** Zeroes everything but the generation, which comes first. */
    void clear(int slot) {
        for (int stripe = 0; stripe < stripes; stripe++) {
            rows.asSlice(rowAt(stripe, slot) + 8, ROW_BYTES - 8).fill((byte) 0);
        }
        reportedNanos[slot] = 0;
    }

    private long rowAt(int stripe, int slot) {
        return ((long) stripe * slots + slot) * ROW_BYTES;
    }
}
