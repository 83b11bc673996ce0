// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.HashMap;
import java.util.Map;

/** The decisions seen so far, by act and workload. */
final class DecisionLog {
    private final Map<Key, Decisions> all = new HashMap<>();

    private record Key(Act act, String workload) {}

    Decisions of(Act act, String workload) {
        return all.computeIfAbsent(new Key(act, workload), key -> new Decisions());
    }
}
