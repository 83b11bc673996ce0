// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who else scales workloads. A scale that two write swings between them, so who finds another owner must not write.
 *
 * @param owners  all HorizontalPodAutoscalers, and ScaledObjects where the cluster has KEDA
 * @param unknown why they are not all known; null where they are
 */
public record Owners(List<Owner> owners, @Nullable String unknown) {

    /** Nobody else does. */
    public static final Owners NONE = new Owners(List.of(), null);

    /**
     * Somebody who scales.
     *
     * @param kind   {@code HorizontalPodAutoscaler} or {@code ScaledObject}
     * @param target whom, in the owner's namespace
     */
    public record Owner(String kind, String namespace, String name, TargetRef target) {
        public Owner {
            requireNonNull(kind, "kind");
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
            requireNonNull(target, "target");
        }
    }

    /**
     * Why a workload must not be scaled.
     *
     * @param reason   one word for a condition
     * @param sentence who is in the way, and what to do
     */
    public record Problem(String reason, String sentence) {
        public Problem {
            requireNonNull(reason, "reason");
            requireNonNull(sentence, "sentence");
        }
    }

    public Owners {
        owners = List.copyOf(owners);
    }

    /** What stands against scaling this workload; empty where nothing does. */
    public Optional<Problem> problem(String namespace, TargetRef target) {
        Optional<Problem> owned = owners.stream()
                .filter(owner -> owner.namespace().equals(namespace) && isSame(owner.target(), target))
                .map(owner -> new Problem("OwnedBy" + owner.kind(), sentence(owner)))
                .findFirst();
        return owned.isPresent() || unknown == null
                ? owned
                : Optional.of(new Problem(
                        "OwnersUnknown",
                        "it cannot be told whether a HorizontalPodAutoscaler or a ScaledObject scales " + target + ": "
                                + unknown + "; nothing is written until it can"));
    }

    private static String sentence(Owner owner) {
        return owner.kind() + " " + owner.namespace() + "/" + owner.name() + " scales " + owner.target()
                + "; delete it, or keep this KernelAutoscaler in mode DryRun";
    }

    /** Versions of one group are views of the same object. */
    private static boolean isSame(TargetRef a, TargetRef b) {
        return a.group().equals(b.group())
                && a.kind().equals(b.kind())
                && a.name().equals(b.name());
    }
}
