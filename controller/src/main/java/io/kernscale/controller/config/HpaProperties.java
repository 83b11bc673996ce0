// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the flags of kube-controller-manager set for the Horizontal Pod Autoscaler, with their defaults. A cluster that has
 * set them otherwise sets these alike.
 *
 * @param tolerance               part of a target by which a metric may be off
 * @param cpuInitializationPeriod so long after a pod's start its CPU counts only when it is ready and was for a sample
 * @param initialReadinessDelay   a pod that became unready within this time of its start never was ready
 * @param syncPeriod              how often the original decides, and custom and external metrics are read here
 */
@ConfigurationProperties("kernscale.hpa")
public record HpaProperties(
        @DefaultValue("0.1") double tolerance,
        @DefaultValue("5m") Duration cpuInitializationPeriod,
        @DefaultValue("30s") Duration initialReadinessDelay,
        @DefaultValue("15s") Duration syncPeriod) {

    public HpaProperties {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("kernscale.hpa.tolerance must be 0 or more, was: " + tolerance);
        }
        Require.atLeast(cpuInitializationPeriod.toMillis(), 0, "kernscale.hpa.cpu-initialization-period");
        Require.atLeast(initialReadinessDelay.toMillis(), 0, "kernscale.hpa.initial-readiness-delay");
        Require.positive(syncPeriod, "kernscale.hpa.sync-period");
    }
}
