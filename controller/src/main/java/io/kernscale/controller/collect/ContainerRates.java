// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an agent saw of one container over one window.
 *
 * @param id          the runtime's, without its scheme
 * @param runCores    CPU use
 * @param memoryBytes working set at the end of the window; null where the agent cannot read it
 */
public record ContainerRates(
        String id, double runCores, @Nullable Long memoryBytes) {

    public ContainerRates {
        requireNonNull(id, "id");
        Rates.check(runCores, "container.runCores");
    }
}
