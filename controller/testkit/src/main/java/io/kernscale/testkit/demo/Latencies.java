// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Latencies of the last seconds. Thread-safe. */
public final class Latencies {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Sample(long atNanos, long latencyNanos) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    synchronized void add(long nowNanos, long latencyNanos) {
        samples.addLast(new Sample(nowNanos, latencyNanos));
        forget(nowNanos);
    }

    private void forget(long nowNanos) {
        while (!samples.isEmpty() && nowNanos - samples.peekFirst().atNanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    /** The latency that 99 of 100 answers stayed below, in milliseconds; 0 without answers. */
    public synchronized double p99Millis(long nowNanos) {
        forget(nowNanos);
        long[] sorted =
                samples.stream().mapToLong(Sample::latencyNanos).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)] / 1e6;
    }

    synchronized double perSecond(long nowNanos) {
        forget(nowNanos);
        return samples.size() / (double) WINDOW.toSeconds();
    }
}
