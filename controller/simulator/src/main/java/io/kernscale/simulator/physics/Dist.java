// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static java.util.Objects.requireNonNull;

import java.util.SplittableRandom;

/**
 * A distribution of times.
 *
 * @param shape       its form
 * @param meanSeconds its mean, 0 or more
 * @param spread      for {@link Shape#LOGNORMAL} the coefficient of variation; for {@link Shape#BIMODAL} how many times as
 *                    long as a short one a long one takes, one of ten being long; else unused
 */
public record Dist(Shape shape, double meanSeconds, double spread) {

    /** The form of a distribution. */
    public enum Shape {
        CONSTANT,
        EXPONENTIAL,
        LOGNORMAL,
        BIMODAL
    }

    private static final double LONG_RATIO = 0.1;

    public Dist {
        requireNonNull(shape, "shape");
        if (!(meanSeconds >= 0 && spread >= 0)) {
            throw new IllegalArgumentException(
                    "mean and spread must be 0 or more, were: " + meanSeconds + " and " + spread);
        }
    }

    /** Always the same. */
    public static Dist constant(double seconds) {
        return new Dist(Shape.CONSTANT, seconds, 0);
    }

    /** Without memory. */
    public static Dist exponential(double meanSeconds) {
        return new Dist(Shape.EXPONENTIAL, meanSeconds, 0);
    }

    /** With a long tail; {@code cv} is standard deviation by mean. */
    public static Dist lognormal(double meanSeconds, double cv) {
        return new Dist(Shape.LOGNORMAL, meanSeconds, cv);
    }

    /** Nine of ten are short, one is {@code ratio} times as long. */
    public static Dist bimodal(double meanSeconds, double ratio) {
        return new Dist(Shape.BIMODAL, meanSeconds, ratio);
    }

    /** The same form with another mean. */
    public Dist times(double factor) {
        return new Dist(shape, meanSeconds * factor, spread);
    }

    /** One time, in nanoseconds. */
    double nanos(SplittableRandom random) {
        double mean = meanSeconds * 1e9;
        return switch (shape) {
            case CONSTANT -> mean;
            case EXPONENTIAL -> -mean * Math.log(1 - random.nextDouble());
            case LOGNORMAL -> {
                double variance = Math.log(1 + spread * spread);
                yield mean * Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
            }
            case BIMODAL -> {
                double brief = mean / (1 - LONG_RATIO + LONG_RATIO * spread);
                yield random.nextDouble() < LONG_RATIO ? brief * spread : brief;
            }
        };
    }
}
