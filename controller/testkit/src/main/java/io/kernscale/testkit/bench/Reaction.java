// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import java.time.Duration;

/**
 * How the loop reacted to one onset.
 *
 * @param time     from the onset to the arrival of the scale write at the API server
 * @param replicas that the write asked for; 0 where its form does not say
 */
record Reaction(Duration time, long replicas) {

    double seconds() {
        return time.toNanos() / 1e9;
    }
}
