// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

/** A condition as the Horizontal Pod Autoscaler would set it. */
public record HpaCondition(Type type, boolean holds, HpaReason reason, String message) {

    /** What it speaks of. */
    public enum Type {
        ABLE_TO_SCALE,
        SCALING_ACTIVE,
        SCALING_LIMITED
    }

    public HpaCondition {
        requireNonNull(type, "type");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
