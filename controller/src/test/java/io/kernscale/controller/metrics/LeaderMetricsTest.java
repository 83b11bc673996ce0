// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LeaderMetricsTest {

    @Test
    void followsTheLeadership() {
        var leads = new AtomicBoolean();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new LeaderMetrics(leads::get).bindTo(registry);

        assertThat(registry.scrape()).contains("kernscale_leader 0.0");
        leads.set(true);
        assertThat(registry.scrape()).contains("kernscale_leader 1.0");
    }
}
