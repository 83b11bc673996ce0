// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import java.util.Map;

/**
 * The steady state of one service. Times are means for one request.
 *
 * @param requestsPerSecond of all replicas together
 * @param runSeconds        on a CPU
 * @param quotaSeconds      waiting for the CPU limit
 * @param stallSeconds      waiting for a CPU that neighbours have
 * @param diskSeconds       at the disk, queue included
 * @param lockSeconds       waiting for the mutex
 * @param sleepSeconds      holding the mutex without running
 * @param callSeconds       until the answers of all calls are there
 * @param poolSeconds       before a thread of the pool takes it
 * @param askSeconds        one call, by target: from the send to the answer
 * @param use               how much of each resource is used
 */
public record Flow(
        double requestsPerSecond,
        double runSeconds,
        double quotaSeconds,
        double stallSeconds,
        double diskSeconds,
        double lockSeconds,
        double sleepSeconds,
        double callSeconds,
        double poolSeconds,
        Map<String, Double> askSeconds,
        Use use) {

    /** Utilisations, 0..1. */
    public record Use(double cpu, double disk, double lock, double pool) {}

    public Flow {
        askSeconds = Map.copyOf(askSeconds);
    }

    /** For which a request holds a thread. */
    public double holdSeconds() {
        return runSeconds + quotaSeconds + stallSeconds + diskSeconds + lockSeconds + sleepSeconds + callSeconds;
    }

    /** From its arrival to the answer. */
    public double responseSeconds() {
        return poolSeconds + holdSeconds();
    }
}
