// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

/** How fast replicas may change. What the user left out is filled in as the API server does it for {@code autoscaling/v2}. */
public record Behavior(ScalingRules scaleUp, ScalingRules scaleDown) {

    public Behavior {
        requireNonNull(scaleUp, "scaleUp");
        requireNonNull(scaleDown, "scaleDown");
    }
}
