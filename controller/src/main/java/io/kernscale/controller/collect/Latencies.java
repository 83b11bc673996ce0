// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long answers took, as counts by power of two. Slot i is [2^i, 2^(i+1)) µs, slot 0 also shorter, slot 25 also longer;
 * there are at most 26, and trailing zeros make no difference. Unchangeable.
 */
public final class Latencies {

    /** No answers. */
    public static final Latencies NONE = new Latencies(new long[0]);

    static final int SLOTS = 26;
    private static final double LAST = 0.5;

    private final long[] counts;

    private Latencies(long[] counts) {
        this.counts = counts;
    }

    /** Of these counts, from slot 0 on. */
    public static Latencies of(List<Long> counts) {
        return of(counts.stream().mapToLong(Long::longValue).toArray());
    }

    /** Of these counts, from slot 0 on. */
    public static Latencies of(long... counts) {
        int size = counts.length;
        while (size > 0 && counts[size - 1] == 0) {
            size--;
        }
        if (size > SLOTS) {
            throw new IllegalArgumentException("latencies must have at most 26 slots, had: " + size);
        }
        for (int slot = 0; slot < size; slot++) {
            Rates.check(counts[slot], "latencies");
        }
        return size == 0 ? NONE : new Latencies(Arrays.copyOf(counts, size));
    }

    /** The counts without trailing zeros. */
    public List<Long> counts() {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Slots up to the last that is not empty. */
    public int size() {
        return counts.length;
    }

    /** The answers of a slot; 0 from {@link #size} on. */
    public long count(int slot) {
        return slot < counts.length ? counts[slot] : 0;
    }

    /** The answers of the slots in {@code [from, to)} alone. */
    public Latencies slots(int from, int to) {
        long[] some = new long[Math.min(to, counts.length)];
        for (int slot = from; slot < some.length; slot++) {
            some[slot] = counts[slot];
        }
        return of(some);
    }

    public Latencies plus(Latencies other) {
        LatencySum sum = new LatencySum();
        sum.add(this);
        sum.add(other);
        return sum.latencies();
    }

    /** A part of them, rounded slot by slot. */
    Latencies part(double ratio) {
        return of(Arrays.stream(counts).map(count -> Math.round(count * ratio)).toArray());
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The time within which this part of the answers came, in seconds; empty when there were none. Within a slot the
     * answers are taken as spread evenly. Example: 4 answers in slot 10 (1024 to 2048 µs): the quantile 0.5 lies behind
     * the second, at 1024 + 1024 * 2/4 = 1536 µs.
     *
     * @param ratio above 0 and at most 1: 0.99 for the 99th percentile
     */
    public OptionalDouble quantileSeconds(double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio must be in (0, 1], was: " + ratio);
        }
        double rank = ratio * total();
        double passed = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            long here = count(slot);
            if (here > 0 && passed + here >= rank) {
                double lowMicros = slot == 0 ? 0 : Math.scalb(1.0, slot);
                double highMicros = Math.scalb(1.0, slot + 1);
                return OptionalDouble.of((lowMicros + (highMicros - lowMicros) * (rank - passed) / here) / 1e6);
            }
            passed += here;
        }
        return OptionalDouble.empty();
    }

    /**
     * How many answers took longer, estimated: within a slot the answers that are left become fewer by the same part for
     * each microsecond, as they do where waits have no memory. Example: 90 answers in slot 16 (65.5 to 131 ms) and 10 later:
     * 100 take longer than 65.5 ms and 10 than 131 ms, so 100 * 0.1^0.526 = 30 than 100 ms. Evenly spread they would be 53,
     * though most of a tail lies near its begin.
     */
    public double over(double seconds) {
        double micros = seconds * 1e6;
        double later = 0;
        for (int slot = counts.length - 1; slot >= 0; slot--) {
            double low = slot == 0 ? 0 : Math.scalb(1.0, slot);
            double high = Math.scalb(1.0, slot + 1);
            if (micros >= high) {
                return later;
            }
            if (micros > low) {
                return between(later + count(slot), later, (micros - low) / (high - low));
            }
            later += count(slot);
        }
        return later;
    }

    /** Where nothing is later, the last of the answers is taken to lie at the slot's end. */
    private static double between(double atLow, double atHigh, double part) {
        double end = Math.max(atHigh, LAST);
        return atLow <= end
                ? atLow * (1 - part) + atHigh * part
                : atLow * Math.pow(end / atLow, part) - (end - atHigh) * part;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Latencies that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Latencies" + Arrays.toString(counts);
    }
}
