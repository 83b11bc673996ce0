// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.spec.LatencyObjective;

/**
 * What a latency objective asks of one workload whose answers it waits for.
 *
 * @param owner       of the objective: {@code shop/Deployment/front}
 * @param objective   as its user states it
 * @param lateRatio   its late answers by all, of the last minutes, 0..1
 * @param usableRatio the part of this workload's CPU that may be used, 0.4 to 0.92
 * @param stepRatio   a step out by what is used goes so many times as far, 1 or more, see {@link StartRoom#stepRatio}
 */
public record Aim(String owner, LatencyObjective objective, double lateRatio, double usableRatio, double stepRatio) {

    public Aim {
        requireNonNull(owner, "owner");
        requireNonNull(objective, "objective");
        if (!(lateRatio >= 0 && lateRatio <= 1)) {
            throw new IllegalArgumentException("lateRatio must be in [0, 1], was: " + lateRatio);
        }
        if (!(usableRatio >= Standing.LEAST_USABLE && usableRatio <= Standing.MOST_USABLE)) {
            throw new IllegalArgumentException("usableRatio must be in [" + Standing.LEAST_USABLE + ", "
                    + Standing.MOST_USABLE + "], was: " + usableRatio);
        }
        if (!(stepRatio >= 1 && stepRatio <= StartRoom.MOST_STEP)) {
            throw new IllegalArgumentException(
                    "stepRatio must be in [1, " + StartRoom.MOST_STEP + "], was: " + stepRatio);
        }
    }

    /** Of two objectives that wait for the same workload the one that leaves it more room. */
    static Aim stricter(Aim one, Aim other) {
        return one.usableRatio <= other.usableRatio ? one : other;
    }
}
