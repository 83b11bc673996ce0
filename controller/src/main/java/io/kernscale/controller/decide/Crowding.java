// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Capacity;
import io.kernscale.controller.classify.Neighbours;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;

/**
 * How long a workload's threads wait for CPU at what use of it. With u the used part of the capacity, wait and run are
 * taken to be {@code wait = k * run * u / (1 - u)}: k is 1 for requests that share one core, whatever their sizes
 * (M/G/1-PS), less where cores are many or the work is fine beside the periods of a limit, more where it is coarse.
 *
 * <p>How much to keep free follows from k. To add up to the least replicas for a given sum of waits, workloads must have
 * {@code (1 - u) / u} in proportion to the root of k (the square-root rule of capacity allocation, Kleinrock 1964), and at
 * k = 1 the target saturation s is what is kept free: {@code u = 1 / (1 + s / (1 - s) * sqrt(k))}. Example with s = 0.2:
 * k = 1 gives 0.8, k = 4 gives 1 / (1 + 0.25 * 2) = 0.667, and k = 0.64 would give 1 / (1 + 0.25 * 0.8) = 0.833, which
 * {@link #usableRatio} takes for 0.8.
 *
 * @param waitCores     waiting for CPU, mean of the last minutes
 * @param expectedCores the same as it would be with k = 1
 * @param seenSeconds   that these rest on
 */
record Crowding(double waitCores, double expectedCores, double seenSeconds) {

    /** Of a workload not yet seen at work. */
    static final Crowding UNKNOWN = new Crowding(0, 0, 0);

    private static final double MEMORY_SECONDS = 180;
    private static final double LEAST_SECONDS = 60;
    private static final double LEAST_USED_RATIO = 0.3;
    private static final double MOST_RATIO = 4;
    private static final double LEAST_K = 0.1;
    private static final double LEAST_USABLE_RATIO = 0.75;

    /**
     * With one more window; one that is used up, or hardly used, or disturbed by neighbours, tells nothing. A window counts
     * with at most four times the wait that is known: a queue that is being cleared is no habit.
     */
    Crowding learn(Observation observation, Capacity capacity) {
        CpuRates cpu = observation.cpu();
        double used = cpu.runCores() / (capacity.cores() * observation.observedPods());
        if (used < LEAST_USED_RATIO || used >= Sizing.USED_UP_RATIO || Neighbours.takeCpu(cpu)) {
            return this;
        }
        double seconds = observation.window().toMillis() / 1e3;
        double weight = seconds / Math.min(MEMORY_SECONDS, seenSeconds + seconds);
        double expected = cpu.runCores() * used / (1 - used);
        double wait = Math.min(cpu.waitCores(), MOST_RATIO * Math.max(LEAST_K, k()) * expected);
        return new Crowding(
                waitCores + weight * (wait - waitCores),
                expectedCores + weight * (expected - expectedCores),
                Math.min(MEMORY_SECONDS, seenSeconds + seconds));
    }

    private double k() {
        return expectedCores <= 0 ? 1 : waitCores / expectedCores;
    }

    /**
     * The part of a replica's capacity that may be used, between three quarters of {@code 1 - s} and that: bursts come to
     * work as well whose threads hardly wait, and requests that take long on large replicas are the slowest ones.
     *
     * @param targetSaturation s, above 0 and below 1
     */
    double usableRatio(double targetSaturation) {
        double usual = 1 - targetSaturation;
        if (seenSeconds < LEAST_SECONDS || expectedCores <= 0) {
            return usual;
        }
        double usable = 1 / (1 + targetSaturation / usual * Math.sqrt(k()));
        return Math.clamp(usable, LEAST_USABLE_RATIO * usual, usual);
    }
}
