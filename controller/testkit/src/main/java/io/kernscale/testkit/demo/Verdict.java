// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether Kernscale did what it should: scaled b, and only it, to its right size while b was short of CPU, and nobody
 * while b was short of disk; and said of those that waited whom they waited for.
 *
 * @param faults   what was wrong, a sentence each; empty when nothing was
 * @param notShown what could not be judged, a sentence each
 * @param latency  the gateway's p99 in the surge
 */
record Verdict(List<String> faults, List<String> notShown, String latency) {
    /** So far may b's replicas be from the right size. */
    static final double TOLERANCE = 0.2;

    private static final List<String> WAITERS = List.of(Chain.GATEWAY, Chain.A);
    private static final Set<String> NOTHING_SHORT = Set.of("Unsaturated", "Idle", "Waiting");

    Verdict {
        faults = List.copyOf(faults);
        notShown = List.copyOf(notShown);
    }

    static Verdict of(Run run) {
        var faults = new ArrayList<String>();
        if (!run.has(Act.SURGE)) {
            faults.add("the demo ended before the load had grown for long enough to be judged; give it more --seconds");
            return new Verdict(faults, List.of(), "");
        }
        calm(faults, run);
        surge(faults, run);
        if (run.has(Act.SLOW_DISK)) {
            slowDisk(faults, run);
        }
        return new Verdict(faults, notShown(run), run.latency().ofSurge());
    }

    private static void calm(List<String> faults, Run run) {
        unscaled(faults, run, Act.CALM, Chain.NAMES);
        for (String name : List.of(Chain.GATEWAY, Chain.A, Chain.C)) {
            label(faults, run, Act.CALM, name, NOTHING_SHORT);
        }
        label(faults, run, Act.CALM, Chain.IDLER, Set.of("Idle"));
    }

    private static void surge(List<String> faults, Run run) {
        unscaled(faults, run, Act.SURGE, List.of(Chain.GATEWAY, Chain.A, Chain.C, Chain.IDLER));
        if (Math.abs(run.replicas() - run.rightSize()) > TOLERANCE * run.rightSize()) {
            faults.add("b has " + run.replicas() + " replicas in the surge, but needs " + run.rightSize());
        }
        if (!run.decisions().of(Act.SURGE, Chain.B).hasLabel("CpuBound")) {
            faults.add("b was never labelled CpuBound in the surge");
        }
        for (String name : WAITERS) {
            if (!run.decisions().of(Act.SURGE, name).hasLabel("Waiting")) {
                faults.add(name + " was never labelled Waiting in the surge");
            }
            walk(faults, run, Act.SURGE, name, "CpuBound");
        }
        label(faults, run, Act.SURGE, Chain.IDLER, Set.of("Idle"));
        if (!run.latency().hasRecovered()) {
            faults.add("the gateway's p99 did not recover: " + run.latency().ofSurge());
        }
    }

    private static void slowDisk(List<String> faults, Run run) {
        unscaled(faults, run, Act.SLOW_DISK, Chain.NAMES);
        label(faults, run, Act.SLOW_DISK, Chain.B, Set.of("IoBound"));
        for (String name : WAITERS) {
            label(faults, run, Act.SLOW_DISK, name, Set.of("Waiting"));
            walk(faults, run, Act.SLOW_DISK, name, "IoBound on " + run.disk());
        }
        label(faults, run, Act.SLOW_DISK, Chain.IDLER, Set.of("Idle"));
    }

    private static void unscaled(List<String> faults, Run run, Act act, List<String> names) {
        run.writes().stream()
                .filter(write -> write.act() == act && names.contains(write.workload()))
                .map(ScaleWrite::workload)
                .distinct()
                .forEach(name -> faults.add(name + " was scaled " + when(act) + ", and should have been left alone"));
    }

    private static void label(List<String> faults, Run run, Act act, String workload, Set<String> expected) {
        String label = run.decisions().of(act, workload).label();
        if (!expected.contains(label)) {
            faults.add(workload + " was labelled " + (label.isEmpty() ? "nothing" : label) + " most of the time "
                    + when(act) + ", not "
                    + String.join(" or ", expected.stream().sorted().toList()));
        }
    }

    /** The largest part of the waits must once have been followed to b, and to what b is short of. */
    private static void walk(List<String> faults, Run run, Act act, String workload, String shortage) {
        Pattern toB =
                Pattern.compile("^" + workload + " → (.* → )?b( \\([^)]*\\))?: " + Pattern.quote(shortage) + "\\b");
        if (!run.decisions().of(act, workload).hasWait(toB)) {
            faults.add("the waits of " + workload + " were never followed to \"b: " + shortage + "\" " + when(act));
        }
    }

    private static String when(Act act) {
        return switch (act) {
            case START, CALM -> "while it was calm";
            case SURGE -> "in the surge";
            case SLOW_DISK -> "while b's disk was slow";
        };
    }

    private static List<String> notShown(Run run) {
        if (run.has(Act.SLOW_DISK)) {
            return List.of();
        }
        return List.of(
                run.disk().isEmpty()
                        ? "the slow disk: this machine gives the demo no way to slow one down (it needs a cgroup"
                                + " controller for I/O and a directory on a block device)"
                        : "the slow disk: the demo ended before it was slow for long enough; give it more --seconds");
    }

    boolean isGood() {
        return faults.isEmpty();
    }

    /** What a good run has shown, in lines. */
    List<String> praise() {
        var lines = new ArrayList<>(List.of(
                "Good: b was scaled to what it needs, and those that waited for it were left alone;",
                "      the gateway's p99 recovered (" + latency + ")."));
        if (notShown.isEmpty()) {
            lines.add("      With b on a slow disk nobody was scaled, and each that waited knew why.");
        }
        return lines;
    }
}
