// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The aggregated API {@code custom.metrics.k8s.io} for plain HorizontalPodAutoscalers. The certificate of its port is the
 * SSL bundle {@code custom-metrics}: {@code spring.ssl.bundle.pem.custom-metrics}.
 *
 * @param enabled whether it is served
 * @param port    that it is served on, over TLS; 0: any that is free
 * @param maxAge  older values are not found
 */
@ConfigurationProperties("kernscale.custom-metrics")
public record CustomMetricsProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("6443") int port,
        @DefaultValue("30s") Duration maxAge) {

    public CustomMetricsProperties {
        Require.atLeast(port, 0, "kernscale.custom-metrics.port");
        Require.positive(maxAge, "kernscale.custom-metrics.max-age");
    }
}
