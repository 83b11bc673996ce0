// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import static java.util.Objects.requireNonNull;

/**
 * Something outside of the cluster that services ask, with room for any number of requests.
 *
 * @param name           for calls; also of its Service
 * @param address        numeric
 * @param port           its port
 * @param behindService  whether it is asked by the cluster IP of a Service that selects no pods
 * @param latencySeconds time to an answer
 */
public record Outside(String name, String address, int port, boolean behindService, double latencySeconds) {

    public Outside {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
        Checks.atLeast(latencySeconds, 0, name + ".latencySeconds");
    }

    public Outside withLatencySeconds(double seconds) {
        return new Outside(name, address, port, behindService, seconds);
    }
}
