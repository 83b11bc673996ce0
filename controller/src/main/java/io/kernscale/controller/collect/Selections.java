// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods a Service selects. Pods are found by the rarest label of the selector, so that thousands of Services in a
 * namespace do not each look through all of its pods.
 */
final class Selections {

    private final Map<Label, List<PodState>> podsByLabel = new HashMap<>();

    private record Label(String namespace, String key, String value) {}

    Selections(Collection<PodState> pods, Collection<ServiceState> services) {
        Set<String> keys = new HashSet<>();
        services.forEach(service -> keys.addAll(service.selector().keySet()));
        for (PodState pod : keys.isEmpty() ? List.<PodState>of() : pods) {
            pod.network().labels().forEach((key, value) -> {
                if (keys.contains(key)) {
                    podsByLabel
                            .computeIfAbsent(new Label(pod.namespace(), key, value), label -> new ArrayList<>())
                            .add(pod);
                }
            });
        }
    }

    /** The ready pods that it selects; all of them while none is ready. */
    List<PodState> of(ServiceState service) {
        List<PodState> selected = service.selector().entrySet().stream()
                .map(label -> podsByLabel.getOrDefault(
                        new Label(service.namespace(), label.getKey(), label.getValue()), List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .filter(service::selects)
                .toList();
        List<PodState> ready = selected.stream().filter(PodState::ready).toList();
        return ready.isEmpty() ? selected : ready;
    }
}
