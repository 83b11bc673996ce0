// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.HashMap;
import java.util.Map;

/** The decisions seen so far, by workload and by the act in which each was seen first. */
final class DecisionLog {
    private final Map<Key, Decisions> all = new HashMap<>();
    private final Map<String, String> newest = new HashMap<>();

    private record Key(Act act, String workload) {}

    /** Takes note of a decision, unless it was seen already. */
    void add(Act act, WorkloadView view) {
        if (view.isDecided() && !view.decidedAt().equals(newest.put(view.name(), view.decidedAt()))) {
            of(act, view.name()).add(view);
        }
    }

    Decisions of(Act act, String workload) {
        return all.computeIfAbsent(new Key(act, workload), key -> new Decisions());
    }
}
