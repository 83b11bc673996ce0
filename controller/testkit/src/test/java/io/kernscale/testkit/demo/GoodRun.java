// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds what was seen of a run: by act and workload one decision, the one that was set last. */
final class GoodRun {
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final List<ScaleWrite> writes = new ArrayList<>(List.of(new ScaleWrite(Act.SURGE, Chain.B)));
    private long replicas = 5;
    private double p99AtEnd = 90;
    private String disk = "vda";

    private record Seen(Act act, WorkloadView view) {}

    GoodRun with(Act act, String workload, String label, String... waits) {
        var view = new WorkloadView(workload, label, "", List.of(waits), "", "", "-", "now", 1, 1);
        seen.put(act + workload, new Seen(act, view));
        return this;
    }

    GoodRun withWrite(Act act, String workload) {
        writes.add(new ScaleWrite(act, workload));
        return this;
    }

    GoodRun withReplicas(long count) {
        replicas = count;
        return this;
    }

    GoodRun withP99(double millis) {
        p99AtEnd = millis;
        return this;
    }

    GoodRun withoutDisk() {
        disk = "";
        return this;
    }

    Run run(Act... shown) {
        var decisions = new DecisionLog();
        seen.values().forEach(one -> decisions.of(one.act(), one.view().name()).add(one.view()));
        var latency = new LatencyMarks();
        latency.add(Act.CALM, 12);
        latency.add(Act.SURGE, 1_200);
        latency.add(Act.SURGE, p99AtEnd);
        return new Run(List.of(shown), decisions, writes, replicas, 5, latency, disk);
    }
}
