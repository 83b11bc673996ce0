// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all decisions.
 *
 * @param maxSignalAge           rates older than this are not used
 * @param podWarmUp              so long after a pod became ready its CPU use counts as start-up
 * @param scaleDownStabilization scale-in goes to the highest recommendation of this span
 */
@ConfigurationProperties("kernscale.decide")
public record DecideProperties(
        @DefaultValue("6s") Duration maxSignalAge,
        @DefaultValue("5s") Duration podWarmUp,
        @DefaultValue("300s") Duration scaleDownStabilization) {

    public DecideProperties {
        Require.positive(maxSignalAge, "kernscale.decide.max-signal-age");
        Require.atLeast(podWarmUp.toMillis(), 0, "kernscale.decide.pod-warm-up");
        Require.atLeast(scaleDownStabilization.toMillis(), 0, "kernscale.decide.scale-down-stabilization");
    }
}
