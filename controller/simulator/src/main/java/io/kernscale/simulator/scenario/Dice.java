// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import java.util.List;
import java.util.Random;

/** Random draws from one seed. Equal seeds give equal draws. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    /** Evenly from low up to high. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Evenly by orders of magnitude, from low up to high. */
    double magnitude(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    /** A whole number from low to high, both included. */
    int whole(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
