// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What to make of the kernel's signal.
 *
 * @param enabled          false leaves all to the metrics: decisions are those of a HorizontalPodAutoscaler
 * @param targetSaturation wait / (run + wait) that is still fine, above 0 and at most 0.9
 * @param lockPolicy       for a workload that waits for a lock of its own
 * @param labels           what each label is to bring about
 * @param latencyObjective how fast the workload is to answer; null where the user states none
 */
public record KernelSpec(
        boolean enabled,
        double targetSaturation,
        LockPolicy lockPolicy,
        Labels labels,
        @Nullable LatencyObjective latencyObjective) {

    public static final double DEFAULT_TARGET_SATURATION = 0.2;

    /** What a KernelAutoscaler without a {@code kernel} section asks for. */
    public static final KernelSpec DEFAULT =
            new KernelSpec(true, DEFAULT_TARGET_SATURATION, LockPolicy.HOLD, Labels.DEFAULT);

    /**
     * One policy a label. More replicas are no cure for a disk or for somebody else's slowness, so {@code ioBound} and
     * {@code waiting} know {@code Hold} and {@code Metrics} only.
     */
    public record Labels(
            LabelPolicy cpuBound, LabelPolicy ioBound, LabelPolicy waiting, LabelPolicy idle, LabelPolicy unsaturated) {

        public static final Labels DEFAULT =
                new Labels(LabelPolicy.SCALE, LabelPolicy.HOLD, LabelPolicy.HOLD, LabelPolicy.SCALE, LabelPolicy.SCALE);

        public Labels {
            requireNonNull(cpuBound, "cpuBound");
            requireNonNull(ioBound, "ioBound");
            requireNonNull(waiting, "waiting");
            requireNonNull(idle, "idle");
            requireNonNull(unsaturated, "unsaturated");
            if (ioBound == LabelPolicy.SCALE || waiting == LabelPolicy.SCALE) {
                throw new IllegalArgumentException(
                        "spec.kernel.labels.ioBound and .waiting must be Hold or Metrics: more replicas do not cure them");
            }
        }
    }

    /** One without an objective. */
    public KernelSpec(boolean enabled, double targetSaturation, LockPolicy lockPolicy, Labels labels) {
        this(enabled, targetSaturation, lockPolicy, labels, null);
    }

    /** The same with this objective. */
    public KernelSpec with(LatencyObjective objective) {
        return new KernelSpec(enabled, targetSaturation, lockPolicy, labels, objective);
    }

    public KernelSpec {
        requireNonNull(lockPolicy, "lockPolicy");
        requireNonNull(labels, "labels");
        if (!(targetSaturation > 0 && targetSaturation <= 0.9)) {
            throw new IllegalArgumentException(
                    "spec.kernel.targetSaturation must be above 0 and at most 0.9, is " + targetSaturation);
        }
    }
}
