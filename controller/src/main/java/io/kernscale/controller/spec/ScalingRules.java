// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast replicas may change in one direction.
 *
 * @param stabilizationWindowSeconds 0 to 3600; null takes what holds for all: 0 up, the controller's setting down
 * @param selectPolicy               which policy wins
 * @param policies                   at least one
 * @param toleranceMilli             thousandths around the target that are ignored, 0 or more; null takes what holds for all
 * @param policiesGiven              whether the user gave the policies, so that they are not the default
 */
public record ScalingRules(
        @Nullable Integer stabilizationWindowSeconds,
        SelectPolicy selectPolicy,
        List<RatePolicy> policies,
        @Nullable Long toleranceMilli,
        boolean policiesGiven) {

    /** Which of several policies wins. */
    public enum SelectPolicy {
        /** The one that allows the larger change. */
        MAX,
        /** The one that allows the smaller change. */
        MIN,
        /** None: no change in this direction. */
        DISABLED
    }

    /** What a policy counts in. */
    public enum PolicyType {
        PODS,
        PERCENT
    }

    /**
     * At most so much within so long.
     *
     * @param value         above 0
     * @param periodSeconds 1 to 1800
     */
    public record RatePolicy(PolicyType type, int value, int periodSeconds) {
        public RatePolicy {
            requireNonNull(type, "type");
        }
    }

    public ScalingRules {
        requireNonNull(selectPolicy, "selectPolicy");
        policies = List.copyOf(policies);
    }
}
