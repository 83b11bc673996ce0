// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.IntConsumer;

/** Counts the answers of the aggregated API by their HTTP status. */
public final class AggregatedApiMetrics implements IntConsumer, MeterBinder {

    /** Before the real registry is bound, counts go nowhere. */
    private volatile MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    public void bindTo(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(int status) {
        Counter.builder("kernscale.custom.metrics.requests")
                .description("requests to custom.metrics.k8s.io, by the HTTP status of their answers")
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }
}
