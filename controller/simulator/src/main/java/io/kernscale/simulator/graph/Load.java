// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import static java.util.Objects.requireNonNull;

/**
 * Clients of a graph: each asks, waits for the answer, thinks, and asks again. Many clients that think for long are
 * as good as open arrivals.
 *
 * @param name         of the workload, where the clients are pods
 * @param entry        the service that they ask
 * @param clients      how many, 1 or more
 * @param thinkSeconds between an answer and the next request
 * @param origin       where they are
 */
public record Load(String name, String entry, int clients, double thinkSeconds, Origin origin) {

    /** Where clients are. */
    public enum Origin {
        /** Outside of the cluster, by their own addresses. */
        OUTSIDE,
        /** Behind a port of the nodes, which hides their addresses. */
        NODE_PORT,
        /** Pods of a workload of the cluster. */
        PODS
    }

    public Load {
        requireNonNull(name, "name");
        requireNonNull(entry, "entry");
        Checks.atLeast(clients, 1, name + ".clients");
        Checks.atLeast(thinkSeconds, 0, name + ".thinkSeconds");
        requireNonNull(origin, "origin");
    }

    public Load withThinkSeconds(double seconds) {
        return new Load(name, entry, clients, seconds, origin);
    }
}
