// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/** What one end of the connections between two has counted. */
public final class Edge {

    private static final int SLOTS = 26;

    /** The next of the asked workload's pods, in turn. */
    int turn;

    private final long[] histogram = new long[SLOTS];
    private long requests;
    private long answers;
    private int outstanding;
    private double outstandingNanos;
    private long last;

    void begin(long now) {
        count(now);
        requests++;
        outstanding++;
    }

    void end(long tookNanos, long now) {
        count(now);
        answers++;
        outstanding--;
        long micros = Math.max(1, tookNanos / 1000);
        histogram[Math.min(SLOTS - 1, 63 - Long.numberOfLeadingZeros(micros))]++;
    }

    void count(long now) {
        outstandingNanos += (double) outstanding * (now - last);
        last = now;
    }

    /** Turns begun. */
    public long requests() {
        return requests;
    }

    /** Turns ended. */
    public long answers() {
        return answers;
    }

    /** Turns in progress. */
    public int outstanding() {
        return outstanding;
    }

    /** Turn-nanoseconds. */
    public double outstandingNanos() {
        return outstandingNanos;
    }

    /** Answers by time since their request: slot i counts [2^i, 2^(i+1)) µs. */
    public long[] histogram() {
        return histogram.clone();
    }
}
