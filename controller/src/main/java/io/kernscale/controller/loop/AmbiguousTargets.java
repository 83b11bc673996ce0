// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.spec.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds workloads that several autoscalers scale: two that pull one workload would never agree. DryRun pulls nothing. */
final class AmbiguousTargets {

    private final Map<String, TreeSet<String>> namesByTarget = new HashMap<>();

    AmbiguousTargets(List<Autoscaler> autoscalers) {
        for (Autoscaler autoscaler : autoscalers) {
            if (autoscaler instanceof Autoscaler.Valid valid && valid.mode() == Mode.AUTO) {
                namesByTarget
                        .computeIfAbsent(key(valid), target -> new TreeSet<>())
                        .add(valid.id().name());
            }
        }
    }

    /** A sentence that names the others; empty when there are none. */
    Optional<String> problem(Autoscaler.Valid autoscaler) {
        if (autoscaler.mode() == Mode.DRY_RUN) {
            return Optional.empty();
        }
        String others = namesByTarget.getOrDefault(key(autoscaler), new TreeSet<>()).stream()
                .filter(name -> !name.equals(autoscaler.id().name()))
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(autoscaler.target() + " is also the target of KernelAutoscaler " + others
                        + "; only one may be in mode Auto");
    }

    private static String key(Autoscaler.Valid autoscaler) {
        return autoscaler.id().namespace() + " " + autoscaler.target().group() + " " + autoscaler.target();
    }
}
