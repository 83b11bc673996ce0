// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubeKinds;
import io.kernscale.controller.config.CustomMetricsProperties;
import io.kernscale.controller.custommetrics.AggregatedApi;
import io.kernscale.controller.custommetrics.Gate;
import io.kernscale.controller.custommetrics.HttpsPort;
import io.kernscale.controller.custommetrics.Kinds;
import io.kernscale.controller.custommetrics.MetricValues;
import io.kernscale.controller.custommetrics.kube.KubeReviews;
import io.kernscale.controller.custommetrics.kube.KubeTrust;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.metrics.AggregatedApiMetrics;
import io.kernscale.controller.signal.Signals;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The aggregated API, where it is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("kernscale.custom-metrics.enabled")
class CustomMetricsWiring {

    /** Requests of its own: whoever floods the port with questions must not keep scales from being written. */
    private final KubeHttp http;

    CustomMetricsWiring(KubeClients clients) {
        this.http = new KubeHttp(clients);
    }

    @Bean
    MetricValues metricValues(Signals signals, ControlLoop loop, CustomMetricsProperties properties) {
        KubeKinds found = new KubeKinds(http);
        Kinds kinds = resource -> found.of(resource).map(kind -> new Kinds.ObjectKind(kind.apiVersion(), kind.kind()));
        return new MetricValues(signals, loop::pods, kinds, properties.maxAge());
    }

    @Bean
    AggregatedApiMetrics aggregatedApiMetrics() {
        return new AggregatedApiMetrics();
    }

    @Bean
    AggregatedApi aggregatedApi(MetricValues values, Supplier<Instant> now, AggregatedApiMetrics statuses) {
        Gate gate = new Gate(new KubeTrust(http, now), new KubeReviews(http));
        return new AggregatedApi(gate, values, now, statuses);
    }

    @Bean
    HttpsPort customMetricsPort(
            CustomMetricsProperties properties, SslBundles bundles, AggregatedApi api, JsonMapper mapper) {
        return new HttpsPort(properties.port(), bundles, api, mapper);
    }
}
