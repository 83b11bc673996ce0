// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the flags of kube-controller-manager set for all autoscalers.
 *
 * @param tolerance               part of the target by which a metric may be off, both ways, 0 or more
 * @param cpuInitializationPeriod so long after a pod's start its CPU counts only when it is ready and was for a whole sample
 * @param initialReadinessDelay   a pod that became unready within this time of its start never was ready
 * @param downscaleStabilization  where the spec gives no window for scaling down
 * @param syncPeriod              how often the original decides
 */
public record HpaSettings(
        double tolerance,
        Duration cpuInitializationPeriod,
        Duration initialReadinessDelay,
        Duration downscaleStabilization,
        Duration syncPeriod) {

    /** The flags' defaults. */
    public static final HpaSettings DEFAULT = new HpaSettings(
            0.1, Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(15));

    public HpaSettings {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance must be 0 or more, was: " + tolerance);
        }
        requireNonNull(cpuInitializationPeriod, "cpuInitializationPeriod");
        requireNonNull(initialReadinessDelay, "initialReadinessDelay");
        requireNonNull(downscaleStabilization, "downscaleStabilization");
        requireNonNull(syncPeriod, "syncPeriod");
    }

    /** For pods whose start-up somebody has measured, so that no time needs to be assumed. */
    public HpaSettings withoutInitializationPeriod() {
        return new HpaSettings(tolerance, Duration.ZERO, initialReadinessDelay, downscaleStabilization, syncPeriod);
    }
}
