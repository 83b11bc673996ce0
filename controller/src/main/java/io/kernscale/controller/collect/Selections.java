// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.PodIndex.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods a Service selects. Pods with the same labels are looked at once, and found by the rarest label of the
 * selector, so that thousands of Services in a namespace do not each look through all of its pods. Unchangeable once made.
 */
final class Selections {

    private final Map<Label, List<Labelled>> byLabel = new HashMap<>();

    private record Label(String namespace, String key, String value) {}

    private record Labelled(Map<String, String> labels, PodGroup pods) {}

    Selections(Map<Labels, PodGroup> pods, Collection<ServiceState> services) {
        Set<String> keys = new HashSet<>();
        services.forEach(service -> keys.addAll(service.selector().keySet()));
        if (!keys.isEmpty()) {
            pods.forEach((labels, group) -> add(labels, group, keys));
        }
    }

    private void add(Labels pods, PodGroup group, Set<String> keys) {
        Labelled labelled = new Labelled(pods.labels(), group);
        pods.labels().forEach((key, value) -> {
            if (keys.contains(key)) {
                byLabel.computeIfAbsent(new Label(pods.namespace(), key, value), label -> new ArrayList<>(1))
                        .add(labelled);
            }
        });
    }

    /** The ready pods that it selects; all of them while none is ready. */
    List<PodState> of(ServiceState service) {
        List<PodGroup> selected = service.selector().entrySet().stream()
                .map(label -> byLabel.getOrDefault(
                        new Label(service.namespace(), label.getKey(), label.getValue()), List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .filter(pods -> service.selects(pods.labels))
                .map(Labelled::pods)
                .toList();
        List<PodState> ready =
                selected.stream().flatMap(group -> group.ready().stream()).toList();
        return ready.isEmpty()
                ? selected.stream().flatMap(group -> group.all().stream()).toList()
                : ready;
    }
}
