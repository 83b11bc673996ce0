// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A KernelAutoscaler as the API server has it. */
public sealed interface Autoscaler {

    AutoscalerId id();

    /** When it scaled last, as its status tells; null when never. */
    @Nullable
    Instant lastScaleTime();

    /**
     * One that says what to do.
     *
     * @param target           what to scale
     * @param minReplicas      1 or more
     * @param maxReplicas      {@code minReplicas} or more
     * @param mode             whether decisions are carried out
     * @param targetSaturation wait / (run + wait) that is still fine, above 0 and at most 0.9
     * @param lockPolicy       what to do while the workload waits for a lock of its own
     */
    record Valid(
            AutoscalerId id,
            @Nullable Instant lastScaleTime,
            TargetRef target,
            int minReplicas,
            int maxReplicas,
            Mode mode,
            double targetSaturation,
            LockPolicy lockPolicy)
            implements Autoscaler {
        public Valid {
            requireNonNull(id, "id");
            requireNonNull(target, "target");
            requireNonNull(mode, "mode");
            requireNonNull(lockPolicy, "lockPolicy");
            if (minReplicas < 1 || maxReplicas < minReplicas) {
                throw new IllegalArgumentException("spec must have 1 <= minReplicas <= maxReplicas, has minReplicas "
                        + minReplicas + " and maxReplicas " + maxReplicas);
            }
            if (!(targetSaturation > 0 && targetSaturation <= 0.9)) {
                throw new IllegalArgumentException(
                        "spec.kernel.targetSaturation must be above 0 and at most 0.9, is " + targetSaturation);
            }
        }

        /** The target as a workload. */
        public WorkloadKey workload() {
            return new WorkloadKey(id.namespace(), target.kind(), target.name());
        }
    }

    /** One that makes no sense, with the sentence that says why. */
    record Invalid(AutoscalerId id, @Nullable Instant lastScaleTime, String problem) implements Autoscaler {
        public Invalid {
            requireNonNull(id, "id");
            requireNonNull(problem, "problem");
        }
    }

    /** Whether decisions are carried out. */
    enum Mode {
        AUTO("Auto"),
        DRY_RUN("DryRun");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /** As in {@code spec.mode}. */
        public String text() {
            return text;
        }
    }

    /** What to do while the workload waits for a lock of its own. */
    enum LockPolicy {
        HOLD("Hold"),
        SCALE("Scale");

        private final String text;

        LockPolicy(String text) {
            this.text = text;
        }

        /** As in {@code spec.kernel.lockPolicy}. */
        public String text() {
            return text;
        }
    }
}
