// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

import java.util.SplittableRandom;

/** Distributions of the CPU time of a request, with mean 1. */
public enum Service {
    DETERMINISTIC {
        @Override
        double draw(SplittableRandom random) {
            return 1;
        }
    },
    EXPONENTIAL {
        @Override
        double draw(SplittableRandom random) {
            return exponential(random, 1);
        }
    },
    /** Nine of ten take half, the tenth 5.5 times the mean; squared coefficient of variation 5.5. */
    HEAVY {
        @Override
        double draw(SplittableRandom random) {
            return exponential(random, random.nextInt(10) == 0 ? 5.5 : 0.5);
        }
    };

    abstract double draw(SplittableRandom random);

    static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
