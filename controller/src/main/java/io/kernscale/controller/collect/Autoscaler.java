// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
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
     * @param target what to scale
     * @param spec   between which bounds, by which metrics, how fast
     * @param mode   whether decisions are carried out
     * @param kernel what to make of the kernel's signal
     * @param past   what its status tells of earlier decisions
     */
    record Valid(
            AutoscalerId id,
            @Nullable Instant lastScaleTime,
            TargetRef target,
            AutoscalingSpec spec,
            Mode mode,
            KernelSpec kernel,
            Past past)
            implements Autoscaler {
        public Valid {
            requireNonNull(id, "id");
            requireNonNull(target, "target");
            requireNonNull(spec, "spec");
            requireNonNull(mode, "mode");
            requireNonNull(kernel, "kernel");
            requireNonNull(past, "past");
        }

        /** One that has not decided yet. */
        public Valid(AutoscalerId id, TargetRef target, AutoscalingSpec spec, Mode mode, KernelSpec kernel) {
            this(id, null, target, spec, mode, kernel, Past.NONE);
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
}
