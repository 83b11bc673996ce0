// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Decisions of a workload, in their order. */
final class Decisions {
    private final List<WorkloadView> views = new ArrayList<>();

    void add(WorkloadView view) {
        views.add(view);
    }

    /** The label of most decisions; empty without any. One window may always be odd. */
    String label() {
        Map<String, Integer> counts = new HashMap<>();
        views.forEach(view -> counts.merge(view.label(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** The newest scaling beside the HPA's rule at that moment; empty before the first. */
    String scaling() {
        return views.reversed().stream()
                .filter(view -> view.message().startsWith("from "))
                .findFirst()
                .map(view ->
                        "scaled " + view.message().substring(0, view.message().indexOf(':'))
                                + " when the HPA rule asked for " + view.hpaReplicas())
                .orElse("");
    }

    /** Whether the largest part of the workload's waits was once told so. */
    boolean hasWait(Pattern sentence) {
        return views.stream()
                .flatMap(view -> view.waits().stream().limit(1))
                .anyMatch(wait -> sentence.matcher(wait).find());
    }

    boolean hasLabel(String label) {
        return views.stream().anyMatch(view -> view.label().equals(label));
    }
}
