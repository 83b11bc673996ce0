// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.simulator.physics.LatencyLog;
import io.kernscale.simulator.scaler.ApiServer.Write;
import java.util.List;

/**
 * What happened when one scaled one scenario.
 *
 * @param scenario  what was scaled
 * @param scaler    who scaled
 * @param latencies of the requests from outside
 * @param writes    scales written
 * @param samples   the cluster, second by second
 * @param failures  what broke; empty when all went well
 * @param events    of the simulation
 */
public record Run(
        Scenario scenario,
        ScalerKind scaler,
        LatencyLog latencies,
        List<Write> writes,
        List<Sample> samples,
        List<String> failures,
        long events) {

    /**
     * One second, at its end.
     *
     * @param replicas   pods of each scaled workload that exist, in the scenario's order
     * @param cores      CPU requests of these
     * @param usedRatio  of each workload's limit, the part that was used in that second
     */
    public record Sample(int[] replicas, double cores, double[] usedRatio) {}

    public Run {
        writes = List.copyOf(writes);
        samples = List.copyOf(samples);
        failures = List.copyOf(failures);
    }
}
