// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.act.Leadership;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows whether this process is the one that writes. */
public final class LeaderMetrics implements MeterBinder {

    private final Leadership leadership;

    public LeaderMetrics(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kernscale.leader", leadership, one -> one.isLeader() ? 1 : 0)
                .description("1 where this process writes scales and statuses, 0 where it only observes")
                .register(registry);
    }
}
