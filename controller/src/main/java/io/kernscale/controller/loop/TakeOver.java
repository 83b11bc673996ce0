// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is remembered whole while the leader changes: no window and no pace begins anew. Thread-safe. */
final class TakeOver {

    private static final Logger log = LoggerFactory.getLogger(TakeOver.class);

    private final Leadership leadership;
    private final LoopSettings settings;

    TakeOver(Leadership leadership, LoopSettings settings) {
        this.leadership = leadership;
        this.settings = settings;
    }

    /** Who does not lead learns from the status what the leader has scaled. */
    Memory followed(Autoscaler.Valid autoscaler, Memory memory) {
        return leadership.isLeader() ? memory : memory.caughtUp(autoscaler);
    }

    /** Who begins to lead counts a scaling that the leader before may have carried out and not told. */
    Memory takenOver(Autoscaler.Valid autoscaler, Memory memory, TargetScale.Known scale, Instant now) {
        if (!leadership.isLeader()) {
            return memory;
        }
        Memory next = memory.takenOver(autoscaler, scale.replicas(), settings.policy(autoscaler), now);
        if (next != memory) {
            log.info(
                    "{}: {} asks for {} replicas, which its status does not account for; counted as scaled just now",
                    autoscaler.id(),
                    autoscaler.target(),
                    scale.replicas());
        }
        return next;
    }
}
