// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaState.Recommendation;
import java.util.List;

/**
 * A recommendation after stabilization.
 *
 * @param replicas what is left of it
 * @param reason   whether earlier ones held it back
 * @param log      the recommendations to remember, the new one, unstabilized, among them
 */
public record Stabilized(int replicas, HpaReason reason, List<Recommendation> log) {

    public Stabilized {
        requireNonNull(reason, "reason");
        log = List.copyOf(log);
    }
}
