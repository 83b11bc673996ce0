// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

/**
 * How far a workload's demand swings about its mean of a minute, and what must be spare before replicas go in, so that the
 * next swing brings none back: three standard deviations, from 5 to 25 %. A fixed part is too much for a load that is
 * steady, and too little for one that is not. Counts under an objective, which tells when it was too
 * little.
 *
 * <p>Example: 4 cores are used that swing by 0.16. Three times that are 12 %: 5 replicas go where 4 are used by what they
 * are for but 12 %.
 *
 * @param minuteCores  CPU use, mean of a minute
 * @param squaredCores squared distance of the smoothed use from it, mean of ten minutes
 * @param seenSeconds  that these rest on
 */
record Swing(double minuteCores, double squaredCores, double seenSeconds) {

    /** Of a workload not yet seen. */
    static final Swing UNKNOWN = new Swing(0, 0, 0);

    /** What is spare until enough was seen, and without an objective. */
    static final double USUAL_RATIO = 0.2;

    private static final double DEVIATIONS = 3;
    private static final double LEAST_RATIO = 0.05;
    private static final double MOST_RATIO = 0.25;
    private static final double MINUTE_SECONDS = 60;
    private static final double MEMORY_SECONDS = 600;
    private static final double LEAST_SECONDS = 300;

    /**
     * With one more window.
     *
     * @param runCores     in the window
     * @param smoothCores  the same smoothed over some seconds, as steps in go by it
     * @param windowSeconds above 0
     */
    Swing learn(double runCores, double smoothCores, double windowSeconds) {
        double seen = seenSeconds + windowSeconds;
        double minute = minuteCores + windowSeconds / Math.min(MINUTE_SECONDS, seen) * (runCores - minuteCores);
        double squared = (smoothCores - minute) * (smoothCores - minute);
        return new Swing(
                minute,
                squaredCores + windowSeconds / Math.min(MEMORY_SECONDS, seen) * (squared - squaredCores),
                Math.min(MEMORY_SECONDS, seen));
    }

    /** What must be spare, of what the replicas that remain are for. */
    double spareRatio() {
        return seenSeconds < LEAST_SECONDS || minuteCores <= 0
                ? USUAL_RATIO
                : Math.clamp(DEVIATIONS * Math.sqrt(squaredCores) / minuteCores, LEAST_RATIO, MOST_RATIO);
    }
}
