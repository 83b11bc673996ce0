// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The control loop.
 *
 * @param statusInterval  a status whose news is the same is written after half of this to all of it, each workload's at a
 *                        time of its own, to refresh its numbers
 * @param scaleCache      a scale is read again after this time, and at once when the number of ready pods changes
 * @param stalledAfter    without a finished round for this long, the process counts as dead
 */
@ConfigurationProperties("kernscale.loop")
public record LoopProperties(
        @DefaultValue("30s") Duration statusInterval,
        @DefaultValue("10s") Duration scaleCache,
        @DefaultValue("30s") Duration stalledAfter) {

    public LoopProperties {
        Require.positive(statusInterval, "kernscale.loop.status-interval");
        Require.atLeast(scaleCache.toMillis(), 0, "kernscale.loop.scale-cache");
        Require.positive(stalledAfter, "kernscale.loop.stalled-after");
    }
}
