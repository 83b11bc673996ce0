// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaCondition;
import io.kernscale.controller.hpa.HpaCondition.Type;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.hpa.HpaResult;

/**
 * What keeps a decision from being what was wanted.
 *
 * @param stabilized whether earlier recommendations do
 * @param limited    whether a bound or a policy does
 */
public record Limits(HpaReason stabilized, HpaReason limited) {

    public Limits {
        requireNonNull(stabilized, "stabilized");
        requireNonNull(limited, "limited");
    }

    static Limits of(HpaResult result) {
        return new Limits(
                reason(result, Type.ABLE_TO_SCALE, HpaReason.READY_FOR_NEW_SCALE),
                reason(result, Type.SCALING_LIMITED, HpaReason.DESIRED_WITHIN_RANGE));
    }

    private static HpaReason reason(HpaResult result, Type type, HpaReason usual) {
        return result.condition(type).map(HpaCondition::reason).orElse(usual);
    }
}
