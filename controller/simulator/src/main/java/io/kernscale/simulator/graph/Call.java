// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import static java.util.Objects.requireNonNull;

/**
 * A service asks somebody while it serves a request, and waits for the answer.
 *
 * @param target     name of a service of the graph, or of something outside
 * @param perRequest times a request, above 0; half of the requests: 0.5
 */
public record Call(String target, double perRequest) {

    public Call {
        requireNonNull(target, "target");
        Checks.atLeast(perRequest, 1e-6, "perRequest");
    }
}
