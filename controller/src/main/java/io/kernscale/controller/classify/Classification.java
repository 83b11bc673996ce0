// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one window says of a workload.
 *
 * @param assessment   what it is short of
 * @param dependencies whom it asks, the one with the most outstanding first; empty where no agent counts TCP
 * @param habits       to be handed in with the next window
 */
public record Classification(Assessment assessment, List<Dependency> dependencies, Habits habits) {

    public Classification {
        requireNonNull(assessment, "assessment");
        dependencies = List.copyOf(dependencies);
        requireNonNull(habits, "habits");
    }
}
