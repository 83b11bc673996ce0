// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent of its node saw of one pod, as far as metrics go by it.
 *
 * @param observedAt  end of the window; controller clock
 * @param window      its length
 * @param runCores    CPU use over the window
 * @param memoryBytes working set at the end of the window; null where the agent cannot read it
 * @param containers  the living ones; empty where the agent does not tell
 */
public record PodUsage(
        Instant observedAt,
        Duration window,
        double runCores,
        @Nullable Long memoryBytes,
        List<ContainerRates> containers) {

    public PodUsage {
        requireNonNull(observedAt, "observedAt");
        requireNonNull(window, "window");
        containers = List.copyOf(containers);
    }
}
