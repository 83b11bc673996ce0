// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/**
 * Where a pod's serving threads are when they are not runnable, by number and by time. With the run and wait times of
 * {@link PodCpu} it adds up to threads times wall time.
 */
public final class ThreadTimes {

    /** What a thread waits for. */
    public enum Cause {
        /** For a request. */
        IDLE,
        /** For an answer. */
        ANSWER,
        DISK,
        LOCK,
        /** For a timer. */
        SLEEP
    }

    private static final int CAUSES = Cause.values().length;

    private final int[] threads = new int[CAUSES];
    private final double[] nanos = new double[CAUSES];
    private final long[] wakes = new long[CAUSES];
    private long last;

    ThreadTimes(int idle, long now) {
        threads[Cause.IDLE.ordinal()] = idle;
        last = now;
    }

    void block(Cause cause, long now) {
        count(now);
        threads[cause.ordinal()]++;
    }

    void wake(Cause cause, long now) {
        count(now);
        threads[cause.ordinal()]--;
        wakes[cause.ordinal()]++;
    }

    void count(long now) {
        long passed = now - last;
        if (passed > 0) {
            for (int i = 0; i < CAUSES; i++) {
                nanos[i] += (double) threads[i] * passed;
            }
            last = now;
        }
    }

    /** Threads that wait for this now. */
    public int threads(Cause cause) {
        return threads[cause.ordinal()];
    }

    /** Thread-nanoseconds. */
    public double nanos(Cause cause) {
        return nanos[cause.ordinal()];
    }

    /** How often a thread has woken from it. */
    public long wakes(Cause cause) {
        return wakes[cause.ordinal()];
    }
}
