// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.util.List;

/**
 * How a workload may be scaled.
 *
 * @param spec         between which bounds, by which metrics, how fast
 * @param kernel       what to make of the kernel's signal
 * @param mode         whether decisions are carried out
 * @param hpa          what holds for all metrics
 * @param maxSignalAge rates older than this are not used
 * @param podWarmUp    so long after a pod became ready its CPU use counts as start-up
 */
public record ScalingPolicy(
        AutoscalingSpec spec,
        KernelSpec kernel,
        Mode mode,
        HpaSettings hpa,
        Duration maxSignalAge,
        Duration podWarmUp) {

    /** The default age at which rates are stale: three polls. */
    public static final Duration DEFAULT_MAX_SIGNAL_AGE = Duration.ofSeconds(6);

    /** The default warm-up of a pod. */
    public static final Duration DEFAULT_POD_WARM_UP = Duration.ofSeconds(5);

    public ScalingPolicy {
        requireNonNull(spec, "spec");
        requireNonNull(kernel, "kernel");
        requireNonNull(mode, "mode");
        requireNonNull(hpa, "hpa");
        requireNotNegative(maxSignalAge, "maxSignalAge");
        requireNotNegative(podWarmUp, "podWarmUp");
    }

    /** A policy with all defaults. */
    public static ScalingPolicy of(int minReplicas, int maxReplicas, Mode mode) {
        return new ScalingPolicy(
                new AutoscalingSpec(minReplicas, maxReplicas, List.of(), null),
                KernelSpec.DEFAULT,
                mode,
                HpaSettings.DEFAULT,
                DEFAULT_MAX_SIGNAL_AGE,
                DEFAULT_POD_WARM_UP);
    }

    public int minReplicas() {
        return spec.minReplicas();
    }

    public int maxReplicas() {
        return spec.maxReplicas();
    }

    /** The share of CPU capacity that is kept free, (0, 1). */
    public double targetSaturation() {
        return kernel.targetSaturation();
    }

    LockPolicy lockPolicy() {
        return kernel.lockPolicy();
    }

    /** Whether the user named metrics, so that they count beside the kernel's signal. */
    boolean hasMetrics() {
        return !spec.metrics().isEmpty();
    }

    private static void requireNotNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must be 0 or more, was: " + value);
        }
    }
}
