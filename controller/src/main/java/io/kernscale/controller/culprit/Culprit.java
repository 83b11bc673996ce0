// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Peer;

/**
 * One end of a workload's waits.
 *
 * @param end   why the walk ends there
 * @param peer  where it ends
 * @param share part of the waiter's outstanding time that leads there, above 0 and at most 1; a walk's shares add up to 1
 * @param path  the steps that lead there, with their numbers:
 *              {@code web → cart (412 ms outstanding, 38 concurrent) → postgres: IoBound on vda}
 */
public record Culprit(End end, Peer peer, double share, String path) {

    public Culprit {
        requireNonNull(end, "end");
        requireNonNull(peer, "peer");
        requireNonNull(path, "path");
        if (!(share > 0 && share <= 1 + 1e-9)) {
            throw new IllegalArgumentException("share must be in (0, 1], was: " + share);
        }
    }
}
