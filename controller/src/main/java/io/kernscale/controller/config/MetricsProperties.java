// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Prometheus is shown.
 *
 * @param maxWorkloads workloads with meters of what the kernel saw of them, by name; the others keep those of their label
 *                     and their replicas, and a meter counts them
 */
@ConfigurationProperties("kernscale.metrics")
public record MetricsProperties(@DefaultValue("1000") int maxWorkloads) {

    public MetricsProperties {
        Require.atLeast(maxWorkloads, 0, "kernscale.metrics.max-workloads");
    }
}
