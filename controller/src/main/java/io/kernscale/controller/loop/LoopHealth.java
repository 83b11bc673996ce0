// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when no round has finished for too long: then the process is to be restarted. */
public final class LoopHealth implements HealthIndicator {

    private final ControlLoop loop;
    private final Duration stalledAfter;
    private final InstantSource clock;

    public LoopHealth(ControlLoop loop, Duration stalledAfter, InstantSource clock) {
        this.loop = loop;
        this.stalledAfter = stalledAfter;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant finished = loop.view().finishedAt();
        Duration age = Duration.between(finished, clock.instant());
        Health.Builder health = age.compareTo(stalledAfter) > 0 ? Health.down() : Health.up();
        return health.withDetail("lastRoundSeconds", age.toSeconds())
                .withDetail("workloads", loop.view().workloads().size())
                .withDetail("agents", loop.view().agents().size())
                .build();
    }
}
