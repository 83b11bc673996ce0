// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways between the two kinds of autoscaler. Each call blocks for the length of its requests and waits. */
public interface Adoption {

    /**
     * Which objects are meant.
     *
     * @param namespace null for all
     * @param names     empty for all
     */
    record Scope(@Nullable String namespace, List<String> names) {
        public Scope {
            names = List.copyOf(names);
        }

        /** Whether it is one of them. */
        public boolean has(String name) {
            return names.isEmpty() || names.contains(name);
        }
    }

    /** What {@link #adopt} would write. */
    List<Step> plan(Scope scope);

    /** Writes a KernelAutoscaler in DryRun beside each HorizontalPodAutoscaler. */
    List<Step> adopt(Scope scope);

    /** Lets KernelAutoscalers scale in the place of HorizontalPodAutoscalers. */
    List<Step> takeOver(Scope scope);

    /** Lets HorizontalPodAutoscalers scale again, and removes the KernelAutoscalers. */
    List<Step> undo(Scope scope);

    /** Both side by side. */
    List<Comparison> compare(Scope scope);
}
