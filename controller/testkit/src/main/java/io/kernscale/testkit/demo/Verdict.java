// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether Kernscale did what it should: scaled the calculator, and only it, to its right size, for the right reasons.
 *
 * @param faults what was wrong, a sentence each; empty when nothing was
 */
record Verdict(List<String> faults) {
    /** So far may the calculator's replicas be from the right size. */
    private static final double TOLERANCE = 0.2;

    Verdict {
        faults = List.copyOf(faults);
    }

    /**
     * @param decisions all that were seen
     * @param writes    workloads whose scale was written, each write once
     * @param replicas  of the calculator at the end
     * @param rightSize of the calculator under the load at the end
     */
    static Verdict of(DecisionLog decisions, List<String> writes, long replicas, int rightSize) {
        var faults = new ArrayList<String>();
        if (Math.abs(replicas - rightSize) > TOLERANCE * rightSize) {
            faults.add("the calculator has " + replicas + " replicas, but needs " + rightSize);
        }
        if (!decisions.of(Demo.CALCULATOR).hasLabel("CpuBound")) {
            faults.add("the calculator was never labelled CpuBound");
        }
        writes.stream()
                .filter(name -> !name.equals(Demo.CALCULATOR))
                .distinct()
                .forEach(name -> faults.add("the " + name + " was scaled, and should have been left alone"));
        label(faults, decisions, Demo.DISK_WRITER, "IoBound");
        label(faults, decisions, Demo.WAITER, "Waiting", "Unsaturated", "Idle");
        label(faults, decisions, Demo.IDLER, "Idle");
        if (!decisions.of(Demo.WAITER).hasEvidence("blocked in network")) {
            faults.add("the evidence for the waiter never said that its threads are blocked in the network");
        }
        if (!decisions.of(Demo.DISK_WRITER).hasEvidence("blocked on disk")) {
            faults.add("the evidence for the disk-writer never said that its threads are blocked on the disk");
        }
        return new Verdict(faults);
    }

    private static void label(List<String> faults, DecisionLog decisions, String workload, String... expected) {
        String label = decisions.of(workload).label();
        if (!List.of(expected).contains(label)) {
            faults.add("the " + workload + " was labelled " + (label.isEmpty() ? "nothing" : label)
                    + " most of the time, not " + String.join(" or ", expected));
        }
    }

    boolean isGood() {
        return faults.isEmpty();
    }
}
