// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of an edge, without its name and its connections, in a fifth of their memory: a controller keeps those of
 * hundreds of thousands, and most of them are zero or small. An object around the bytes would be a quarter of it all.
 */
final class PackedCounters {

    private PackedCounters() {}

    static byte[] pack(EdgeCounters edge, VarintWriter out) {
        out.put(edge.opened());
        out.put(edge.refused());
        out.put(edge.reset());
        out.put(edge.timedOut());
        out.put(edge.closed());
        out.put(edge.open());
        out.put(edge.sentBytes());
        out.put(edge.receivedBytes());
        out.put(edge.rttMicros());
        out.put(edge.retransmits());
        out.put(edge.requests());
        out.put(edge.answers());
        out.put(edge.outstandingNanos());
        putHistogram(edge.answerHistogram(), out);
        out.put(edge.outstanding());
        out.put(edge.overlaps());
        out.put(edge.unasked());
        return out.take();
    }

    /** Most answers take about the same time, so many slots are empty before the first that is not. */
    private static void putHistogram(List<Long> counts, VarintWriter out) {
        int size = counts.size();
        int first = 0;
        while (first < size && counts.get(first) == 0) {
            first++;
        }
        out.put(size);
        out.put(first);
        for (int slot = first; slot < size; slot++) {
            out.put(counts.get(slot));
        }
    }

    private static long[] takeHistogram(VarintReader in) {
        long[] counts = new long[in.takeInt()];
        for (int slot = in.takeInt(); slot < counts.length; slot++) {
            counts[slot] = in.take();
        }
        return counts;
    }

    private static List<Long> boxed(long[] counts) {
        Long[] boxes = new Long[counts.length];
        Arrays.setAll(boxes, slot -> counts[slot]);
        return List.of(boxes);
    }

    /** The same as the counters of an edge of this name. */
    static EdgeCounters unpack(byte[] bytes, EdgeName name) {
        VarintReader in = new VarintReader(bytes); // arguments are evaluated from left to right: JLS 15.7.4
        return new EdgeCounters(
                name.role(),
                name.peer(),
                name.port(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                in.takeInt(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                in.take(),
                boxed(takeHistogram(in)),
                in.takeInt(),
                in.take(),
                in.take(),
                List.of());
    }

    /** What an edge that grew by this in so many seconds did in each. Gauges are those of the window's end. */
    static EdgeRates perSecond(byte[] bytes, double seconds) {
        VarintReader in = new VarintReader(bytes);
        double opened = in.take() / seconds;
        double refused = in.take() / seconds;
        double reset = in.take() / seconds;
        double timedOut = in.take() / seconds;
        double closed = in.take() / seconds;
        int open = in.takeInt();
        double sentBytes = in.take() / seconds;
        double receivedBytes = in.take() / seconds;
        double rttSeconds = in.take() / 1e6;
        double retransmits = in.take() / seconds;
        double requests = in.take() / seconds;
        double answered = in.take() / seconds;
        double outstanding = in.take() / 1e9 / seconds;
        Latencies answers = Latencies.of(takeHistogram(in));
        return new EdgeRates(
                open,
                opened,
                refused,
                reset,
                timedOut,
                closed,
                sentBytes,
                receivedBytes,
                rttSeconds,
                retransmits,
                requests,
                answered,
                outstanding,
                in.takeInt(),
                answers,
                in.take() / seconds,
                in.take() / seconds);
    }
}
