// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/**
 * How fast a workload is to answer: {@code percentile} per cent of its answers within {@code thresholdMilliseconds}.
 *
 * @param thresholdMilliseconds from the request's first byte to the answer's first byte at the workload's own sockets,
 *                              1 to 30,000
 * @param percentile            50 to 99.9
 */
public record LatencyObjective(int thresholdMilliseconds, double percentile) {

    public static final double DEFAULT_PERCENTILE = 99;
    public static final int MOST_MILLISECONDS = 30_000;
    public static final double LEAST_PERCENTILE = 50;
    public static final double MOST_PERCENTILE = 99.9;

    public LatencyObjective {
        if (thresholdMilliseconds < 1 || thresholdMilliseconds > MOST_MILLISECONDS) {
            throw new IllegalArgumentException(
                    "spec.kernel.latencyObjective.thresholdMilliseconds must be from 1 to 30000, is "
                            + thresholdMilliseconds);
        }
        if (!(percentile >= LEAST_PERCENTILE && percentile <= MOST_PERCENTILE)) {
            throw new IllegalArgumentException(
                    "spec.kernel.latencyObjective.percentile must be from 50 to 99.9, is " + percentile);
        }
    }

    public double thresholdSeconds() {
        return thresholdMilliseconds / 1e3;
    }

    /** The share of answers that may come later: 0.01 for the 99th percentile. */
    public double lateRatio() {
        return (100 - percentile) / 100;
    }
}
