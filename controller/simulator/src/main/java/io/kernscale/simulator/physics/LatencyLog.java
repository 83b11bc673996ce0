// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/**
 * How long requests from outside took, by the second in which they came, so that a queue shows when it begins and not
 * when it ends. Buckets grow by 4 %. What was never answered took longer than anybody waits.
 */
public final class LatencyLog {

    /** Whoever asks goes away after this long. */
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final double GROWTH = Math.log(1.04);
    private static final double LEAST_SECONDS = 1e-4;
    private static final int BUCKETS = (int) Math.ceil(Math.log(10 / LEAST_SECONDS) / GROWTH) + 1;

    private final int[][] answered;
    private final int[] asked;

    LatencyLog(int seconds) {
        answered = new int[seconds][BUCKETS];
        asked = new int[seconds];
    }

    void ask(long at) {
        asked[second(at)]++;
    }

    void add(long at, long tookNanos) {
        answered[second(at)][bucket(tookNanos / 1e9)]++;
    }

    private int second(long at) {
        return Math.min(asked.length - 1, (int) (at / 1_000_000_000L));
    }

    private static int bucket(double seconds) {
        return Math.clamp((int) Math.ceil(Math.log(seconds / LEAST_SECONDS) / GROWTH), 0, BUCKETS - 1);
    }

    /** Requests that came in some seconds, the last one not included. */
    public long asked(int from, int to) {
        long sum = 0;
        for (int second = from; second < to; second++) {
            sum += asked[second];
        }
        return sum;
    }

    /**
     * A quantile of the requests that came in some seconds, the last one not included.
     *
     * @param part of them that took no longer, 0..1
     * @return seconds, evenly spread within a bucket; 0 where nobody asked; 10 where it was not answered in time
     */
    public double quantile(double part, int from, int to) {
        long rest = (long) Math.floor(asked(from, to) * (1 - part));
        long unanswered = asked(from, to);
        long[] counts = new long[BUCKETS];
        for (int second = from; second < to; second++) {
            for (int i = 0; i < BUCKETS; i++) {
                counts[i] += answered[second][i];
                unanswered -= answered[second][i];
            }
        }
        long above = unanswered;
        int bucket = BUCKETS - 1;
        while (bucket >= 0 && above + counts[bucket] <= rest) {
            above += counts[bucket--];
        }
        if (bucket < 0 || asked(from, to) == 0) {
            return 0;
        }
        double higher = (double) (rest - above) / Math.max(1, counts[bucket]);
        return above > rest ? 10 : Math.min(10, LEAST_SECONDS * Math.exp((bucket - higher) * GROWTH));
    }
}
