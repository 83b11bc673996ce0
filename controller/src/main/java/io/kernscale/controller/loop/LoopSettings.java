// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.decide.ScalingPolicy;
import io.kernscale.controller.hpa.HpaSettings;

/** The configuration that the loop needs. */
public record LoopSettings(
        AgentProperties agents, DecideProperties decide, HpaProperties hpa, LoopProperties loop, MapProperties map) {

    public LoopSettings {
        requireNonNull(agents, "agents");
        requireNonNull(decide, "decide");
        requireNonNull(hpa, "hpa");
        requireNonNull(loop, "loop");
        requireNonNull(map, "map");
    }

    /** What an autoscaler asks for, completed by what holds for all. */
    ScalingPolicy policy(Autoscaler.Valid autoscaler) {
        return new ScalingPolicy(
                autoscaler.spec(),
                autoscaler.kernel(),
                autoscaler.mode(),
                new HpaSettings(
                        hpa.tolerance(),
                        hpa.cpuInitializationPeriod(),
                        hpa.initialReadinessDelay(),
                        decide.scaleDownStabilization(),
                        hpa.syncPeriod()),
                decide.maxSignalAge(),
                decide.podWarmUp());
    }
}
