// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.HashMap;
import java.util.Map;

/** The decisions seen so far, by workload. */
final class DecisionLog {
    private final Map<String, Decisions> byWorkload = new HashMap<>();

    Decisions of(String workload) {
        return byWorkload.computeIfAbsent(workload, name -> new Decisions());
    }
}
