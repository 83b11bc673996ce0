// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.spec.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * How far a metric may be off its target without consequence.
 *
 * @param down below, as a part of the target
 * @param up   above
 */
record Tolerances(double down, double up) {

    static Tolerances of(@Nullable Behavior behavior, double usual) {
        if (behavior == null) {
            return new Tolerances(usual, usual);
        }
        return new Tolerances(
                part(behavior.scaleDown().toleranceMilli(), usual),
                part(behavior.scaleUp().toleranceMilli(), usual));
    }

    private static double part(@Nullable Long milli, double usual) {
        return milli == null ? usual : milli / 1_000.0;
    }

    /** Bounds included. */
    boolean allow(double usageRatio) {
        return 1.0 - down <= usageRatio && usageRatio <= 1.0 + up;
    }
}
