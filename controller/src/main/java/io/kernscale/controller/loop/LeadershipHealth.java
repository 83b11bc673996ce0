// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Leadership;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows who leads. Always up: a process that only observes is well, and no restart would make it the leader. */
public final class LeadershipHealth implements HealthIndicator {

    private final Leadership leadership;

    public LeadershipHealth(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("leads", leadership.isLeader());
        leadership.problem().ifPresent(problem -> health.withDetail("problem", problem));
        return health.build();
    }
}
