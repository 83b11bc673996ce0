// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import static java.util.Objects.requireNonNull;

/**
 * What a service keeps up beside its work: traps for whoever counts waits.
 *
 * @param kind        what it is
 * @param client      who opened the connections
 * @param server      to whom; {@link #API_SERVER} for the cluster's own
 * @param connections of each of the client's pods
 */
public record Chatter(Kind kind, String client, String server, int connections) {

    /** The cluster's API server, in front of which is a Service that selects no pods. */
    public static final String API_SERVER = "kubernetes";

    /** What connections are kept for. */
    public enum Kind {
        /** Connections that wait for news all the time. */
        SUBSCRIPTION,
        /** A pool that nobody uses but for a sign of life. */
        IDLE_POOL
    }

    public Chatter {
        requireNonNull(kind, "kind");
        requireNonNull(client, "client");
        requireNonNull(server, "server");
    }
}
