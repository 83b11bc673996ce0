// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.collect.kube.ApiObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Counts requests to the API server, by method and HTTP status; {@code none} is the status of those without an answer. */
public final class ApiMetrics implements ApiObserver, MeterBinder {

    /** Before the real registry is bound, counts go nowhere. */
    private volatile MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    public void bindTo(MeterRegistry registry) {
        this.registry = registry;
        requests("GET", NO_ANSWER);
    }

    @Override
    public void asked(String method, int status) {
        requests(method, status).increment();
    }

    private Counter requests(String method, int status) {
        return Counter.builder("kernscale.api.requests")
                .description("requests to the API server, by method and status")
                .tag("method", method)
                .tag("status", status == NO_ANSWER ? "none" : Integer.toString(status))
                .register(registry);
    }
}
