// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import java.util.SplittableRandom;

/** Somebody outside of the cluster, who answers after a while. */
public final class Outside {

    private final String name;
    private final SplittableRandom random;
    private Dist latency;

    Outside(String name, Dist latency, SplittableRandom random) {
        this.name = name;
        this.latency = latency;
        this.random = random;
    }

    public String name() {
        return name;
    }

    /** Answers to questions from now on take this long. */
    public void become(Dist other) {
        latency = other;
    }

    long answerNanos() {
        return (long) latency.nanos(random);
    }
}
