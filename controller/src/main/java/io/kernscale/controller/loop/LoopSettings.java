// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.decide.LockPolicy;
import io.kernscale.controller.decide.Mode;
import io.kernscale.controller.decide.ScalingPolicy;

/** The configuration that the loop needs. */
public record LoopSettings(AgentProperties agents, DecideProperties decide, LoopProperties loop, MapProperties map) {

    public LoopSettings {
        requireNonNull(agents, "agents");
        requireNonNull(decide, "decide");
        requireNonNull(loop, "loop");
        requireNonNull(map, "map");
    }

    /** What an autoscaler asks for, completed by what holds for all. */
    ScalingPolicy policy(Autoscaler.Valid autoscaler) {
        return new ScalingPolicy(
                autoscaler.minReplicas(),
                autoscaler.maxReplicas(),
                switch (autoscaler.mode()) {
                    case AUTO -> Mode.AUTO;
                    case DRY_RUN -> Mode.DRY_RUN;
                },
                autoscaler.targetSaturation(),
                switch (autoscaler.lockPolicy()) {
                    case HOLD -> LockPolicy.HOLD;
                    case SCALE -> LockPolicy.SCALE;
                },
                decide.maxSignalAge(),
                decide.podWarmUp(),
                decide.scaleDownStabilization());
    }
}
