// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Questions to agents so far, by the controller's own meters. */
final class PollCounts {

    private final MeterRegistry registry;

    PollCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Answered or failed. */
    double all() {
        return counters().stream().mapToDouble(Counter::count).sum();
    }

    /** Those without a report, by what came instead. */
    Map<String, Double> failed() {
        return counters().stream()
                .filter(counter -> !result(counter).equals("ok"))
                .collect(Collectors.toMap(PollCounts::result, Counter::count));
    }

    private Collection<Counter> counters() {
        return registry.find("kernscale.agent.polls").counters();
    }

    private static String result(Counter counter) {
        return String.valueOf(counter.getId().getTag("result"));
    }
}
