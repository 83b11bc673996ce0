// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.queueing.Truth;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One case: a cluster, what happens in it, and when.
 *
 * @param seed      that it was drawn from
 * @param before    the steady state without faults
 * @param after     the steady state with them
 * @param faults    what was broken; some may not matter, because something else is tighter
 * @param layout    what runs where
 * @param chatter   what goes on beside
 * @param calmRounds rounds before the faults; 0 when the controller starts into them
 */
public record Scenario(
        long seed,
        Solution before,
        Solution after,
        List<Fault> faults,
        Layout layout,
        List<Chatter> chatter,
        int calmRounds) {

    public Scenario {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        faults = List.copyOf(faults);
        requireNonNull(layout, "layout");
        chatter = List.copyOf(chatter);
    }

    /** Who is to blame once the faults are there. */
    public Truth truth() {
        return truth(after);
    }

    Truth truth(Solution solution) {
        Set<String> workloads = layout.pods().stream().map(Layout.Pod::workload).collect(Collectors.toSet());
        return new Truth(
                solution,
                new Truth.Sight(
                        workloads.stream().filter(layout::isBlindFor).collect(Collectors.toSet()),
                        workloads.stream().filter(layout::isHalfBlindFor).collect(Collectors.toSet())));
    }
}
