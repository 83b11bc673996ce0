// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long answers took, as counts by power of two.
 *
 * @param counts slot i: [2^i, 2^(i+1)) µs, slot 0 also shorter, slot 25 also longer; at most 26, trailing zeros left out
 */
public record Latencies(List<Long> counts) {

    /** No answers. */
    public static final Latencies NONE = new Latencies(List.of());

    static final int SLOTS = 26;
    private static final double LAST = 0.5;

    public Latencies {
        counts = List.copyOf(counts);
        if (counts.size() > SLOTS) {
            throw new IllegalArgumentException("latencies must have at most 26 slots, had: " + counts.size());
        }
        counts.forEach(count -> Rates.check(count, "latencies"));
    }

    /** What came since {@code before}; a slot that shrank counts as 0. */
    static Latencies between(List<Long> before, List<Long> after) {
        List<Long> growth = new ArrayList<>(after.size());
        for (int slot = 0; slot < after.size(); slot++) {
            growth.add(Math.max(0, after.get(slot) - (slot < before.size() ? before.get(slot) : 0)));
        }
        return new Latencies(growth);
    }

    public Latencies plus(Latencies other) {
        LatencySum sum = new LatencySum();
        sum.add(this);
        sum.add(other);
        return sum.latencies();
    }

    /** A part of them, rounded slot by slot. */
    Latencies part(double ratio) {
        return new Latencies(
                counts.stream().map(count -> Math.round(count * ratio)).toList());
    }

    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
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
        for (int slot = 0; slot < counts.size(); slot++) {
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
        for (int slot = counts.size() - 1; slot >= 0; slot--) {
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

    private long count(int slot) {
        return slot < counts.size() ? counts.get(slot) : 0;
    }
}
