// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import java.util.Random;

/** What makes one window unlike the next. Equal seeds give equal noise. */
final class Noise {

    /** Standard deviation of a factor around 1. */
    private static final double SPREAD = 0.04;

    private static final double MOST = 3;

    private final Random random;

    Noise(long seed) {
        this.random = new Random(seed);
    }

    /** Around 1, within three standard deviations. */
    double factor() {
        return 1 + SPREAD * Math.clamp(random.nextGaussian(), -MOST, MOST);
    }

    /** A gauge's reading around a mean: the whole number below or above it, at random. */
    int reading(double mean) {
        return (int) (mean * factor() + random.nextDouble());
    }

    /** Evenly from 0 up to a bound. */
    double upTo(double bound) {
        return bound * random.nextDouble();
    }
}
