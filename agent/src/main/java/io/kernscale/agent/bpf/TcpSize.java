// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/**
 * How large the TCP probe's tables are.
 *
 * @param slots   rows a stripe; the first takes what finds no other
 * @param stripes copies of the table, a power of two: one a CPU while memory lasts, so that CPUs do not share lines
 */
record TcpSize(int slots, int stripes) {
    private static final int KEPT_FOR_TAILS = 16;
    private static final int SHARES = 4;

    /** Gives up stripes first, then slots. Example: 8191 edges, 6 CPUs, 32 MiB: 8192 slots of 384 B, 8 stripes. */
    static TcpSize of(int maxEdges, int cpus, long budgetBytes) {
        long rows = budgetBytes / TcpLayouts.ROW.byteSize();
        int slots = (int) Math.min(maxEdges + 1L, rows);
        int stripes = Integer.highestOneBit(2 * cpus - 1);
        while (stripes > 1 && (long) slots * stripes > rows) {
            stripes /= 2;
        }
        return new TcpSize(slots, stripes);
    }

    /** Slots for edges; a sixteenth is kept for tails. */
    int ownRows() {
        return slots - 1 - Math.max(2, slots / KEPT_FOR_TAILS);
    }

    /** Slots that one cgroup may hold. */
    int share() {
        return slots / SHARES;
    }
}
