// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.simulator.scenario.Scenario;
import java.util.List;
import java.util.Set;

/**
 * How the control loop did on one graph.
 *
 * @param scenario    the graph
 * @param expected    where the waits of those that wait beyond doubt end: {@code CPU:cart}
 * @param found       where the loop lets waits end
 * @param faults      what is wrong, in sentences; empty when all is right
 * @param scaled      scale-outs
 * @param wrongScales of these, the ones of a workload that is not short of CPU by its own load
 */
record GraphScore(
        Scenario scenario,
        Set<String> expected,
        Set<String> found,
        List<String> faults,
        List<ScaleRequest> scaled,
        List<ScaleRequest> wrongScales) {

    GraphScore {
        expected = Set.copyOf(expected);
        found = Set.copyOf(found);
        faults = List.copyOf(faults);
        scaled = List.copyOf(scaled);
        wrongScales = List.copyOf(wrongScales);
    }

    boolean exact() {
        return faults.isEmpty();
    }
}
