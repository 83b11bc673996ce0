// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import java.util.stream.IntStream;

/**
 * The part of the wait at a single server that a CPU limit leaves. A limit is a budget of {@code limit * 100 ms} each
 * 100 ms: what fits into a period does not wait, however it arrives within it. What is left over is the maximum of a
 * random walk. With Poisson arrivals and exponential work of mean D its drift in standard deviations of a step is
 * {@code β = (1 - u) sqrt(limit * 0.1 / (2 u D))}; its mean is {@code Σ E[S_k⁺] / k} (Spitzer), and Kingman's bound, which
 * gives the single server's wait, is {@code 1 / (2β)}. The part is the first by the second: towards 1 for a limit that
 * is used up, 0 for work that is small beside the budget.
 *
 * <p>Example: a limit of 1 core, half used by requests of 5 ms: β = 0.5 * sqrt(0.1 / 0.005) = 2.24, the mean is 0.0044,
 * the bound 0.22, the part 0.02.
 */
final class QuotaWait {

    private static final double PERIOD_SECONDS = 0.1;
    private static final double STEP = 0.01;
    private static final double[] PARTS =
            IntStream.range(0, 600).mapToDouble(i -> exactPart(i * STEP)).toArray();

    private QuotaWait() {}

    /** The part of the wait that is left, 0..1. */
    static double part(double utilisation, double limitCores, double cpuSeconds) {
        double room = limitCores * PERIOD_SECONDS / (2 * utilisation * cpuSeconds);
        return part(Math.max(0, 1 - utilisation) * Math.sqrt(room));
    }

    /** By drift, between two exact values. */
    static double part(double drift) {
        int slot = (int) Math.min(drift / STEP, PARTS.length);
        if (slot >= PARTS.length - 1) {
            return 0;
        }
        double within = drift / STEP - slot;
        return PARTS[slot] * (1 - within) + PARTS[slot + 1] * within;
    }

    private static double exactPart(double drift) {
        return drift == 0 ? 1 : Math.min(1, meanMaximum(drift) * 2 * drift);
    }

    /** Of a Gaussian walk with steps N(-drift, 1). */
    static double meanMaximum(double drift) {
        double sum = 0;
        int steps = (int) Math.ceil(Math.min(40 / (drift * drift), 500_000));
        for (int k = 1; k <= steps; k++) {
            double root = Math.sqrt(k);
            sum += (root * density(drift * root) - k * drift * upperTail(drift * root)) / k;
        }
        return sum;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** P(N > x) for x of 0 or more. Source: Abramowitz and Stegun, 26.2.17; within 7.5e-8. */
    private static double upperTail(double x) {
        double t = 1 / (1 + 0.2316419 * x);
        double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return density(x) * poly;
    }
}
