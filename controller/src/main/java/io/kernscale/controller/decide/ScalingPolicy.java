// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a workload may be scaled.
 *
 * @param minReplicas            1 or more
 * @param maxReplicas            {@code minReplicas} or more
 * @param mode                   whether decisions are carried out
 * @param targetSaturation       wait / (run + wait) that is still fine; the share of CPU capacity kept free, (0, 1)
 * @param lockPolicy             what to do for a workload that waits for a lock of its own
 * @param maxSignalAge           rates older than this are not used
 * @param podWarmUp              so long after a pod became ready its CPU use counts as start-up
 * @param scaleDownStabilization scale-in goes to the highest recommendation of this span
 */
public record ScalingPolicy(
        int minReplicas,
        int maxReplicas,
        Mode mode,
        double targetSaturation,
        LockPolicy lockPolicy,
        Duration maxSignalAge,
        Duration podWarmUp,
        Duration scaleDownStabilization) {

    /** The default target saturation. */
    public static final double DEFAULT_TARGET_SATURATION = 0.2;

    /** The default age at which rates are stale: three polls. */
    public static final Duration DEFAULT_MAX_SIGNAL_AGE = Duration.ofSeconds(6);

    /** The default warm-up of a pod. */
    public static final Duration DEFAULT_POD_WARM_UP = Duration.ofSeconds(5);

    /** The default of the Horizontal Pod Autoscaler. */
    public static final Duration DEFAULT_SCALE_DOWN_STABILIZATION = Duration.ofSeconds(300);

    public ScalingPolicy {
        if (minReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException(
                    "replicas must be 1 <= min <= max, were: min " + minReplicas + ", max " + maxReplicas);
        }
        requireNonNull(mode, "mode");
        if (!(targetSaturation > 0 && targetSaturation < 1)) {
            throw new IllegalArgumentException("targetSaturation must be in (0, 1), was: " + targetSaturation);
        }
        requireNonNull(lockPolicy, "lockPolicy");
        requireNotNegative(maxSignalAge, "maxSignalAge");
        requireNotNegative(podWarmUp, "podWarmUp");
        requireNotNegative(scaleDownStabilization, "scaleDownStabilization");
    }

    /** A policy with all defaults. */
    public static ScalingPolicy of(int minReplicas, int maxReplicas, Mode mode) {
        return new ScalingPolicy(
                minReplicas,
                maxReplicas,
                mode,
                DEFAULT_TARGET_SATURATION,
                LockPolicy.HOLD,
                DEFAULT_MAX_SIGNAL_AGE,
                DEFAULT_POD_WARM_UP,
                DEFAULT_SCALE_DOWN_STABILIZATION);
    }

    private static void requireNotNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must be 0 or more, was: " + value);
        }
    }
}
