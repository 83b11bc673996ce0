// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

/** What is to happen to a workload's replicas. */
public sealed interface Outcome {

    /** The replicas that the workload should have. */
    int replicas();

    /** Why: a {@link HoldReason} or a {@link ScaleReason}. */
    Enum<?> reason();

    /** Leave it at what it is. */
    record Hold(int replicas, HoldReason reason) implements Outcome {
        public Hold {
            requireNonNull(reason, "reason");
        }
    }

    /** Write another number. */
    record ScaleTo(int replicas, ScaleReason reason) implements Outcome {
        public ScaleTo {
            requireNonNull(reason, "reason");
        }
    }
}
