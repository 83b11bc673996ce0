// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.End;
import io.kernscale.simulator.cluster.Judged;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.queueing.Blame;
import io.kernscale.simulator.queueing.Truth;
import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds what the control loop said of a scenario against the truth. Each workload that beyond doubt does little but wait
 * must have exactly the ends that the truth has; one about which there may be two opinions must have these or none. An
 * end at a workload that is short of nothing blames nobody. What is short of something must have the label for it.
 */
final class Judge {

    private final Scenario scenario;
    private final Truth truth;
    private final Judged judged;
    private final Set<String> expected = new TreeSet<>();
    private final Set<String> found = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    private Judge(Scenario scenario, Judged judged) {
        this.scenario = scenario;
        this.truth = scenario.truth();
        this.judged = judged;
    }

    static GraphScore score(Scenario scenario, Judged judged) {
        return new Judge(scenario, judged).score();
    }

    private GraphScore score() {
        List<String> workloads = scenario.layout().pods().stream()
                .map(Layout.Pod::workload)
                .distinct()
                .filter(workload -> !workload.equals(Layout.BATCH))
                .toList();
        workloads.forEach(this::compare);
        faults.addAll(judged.failures());
        List<ScaleRequest> scaled = judged.writes().stream()
                .filter(write -> write.to() > write.from())
                .toList();
        List<ScaleRequest> wrong = scaled.stream()
                .filter(write -> !shortOfCpu(write.target().name()))
                .toList();
        return new GraphScore(scenario, expected, found, faults, scaled, wrong);
    }

    private void compare(String workload) {
        Set<String> due = truth.culprits(workload).stream().map(Blame::toString).collect(Collectors.toSet());
        Set<String> said = judged.walk(workload).culprits().stream()
                .filter(culprit -> culprit.end() != End.NOT_SHORT)
                .map(this::text)
                .collect(Collectors.toSet());
        boolean mustWait = truth.waits(workload) && !due.isEmpty() && !mayBeAConsumer(workload);
        if (mustWait) {
            expected.addAll(due);
        }
        found.addAll(said);
        if (!said.equals(due) && (mustWait || !said.isEmpty())) {
            faults.add(workload + " must wait for " + due + (mustWait ? "" : " or nobody") + ", waits for " + said
                    + ": " + opinion(workload));
        }
        label(workload);
    }

    /** Who has done nothing but ask and wait since it was first seen may as well wait for news. */
    private boolean mayBeAConsumer(String workload) {
        return !isService(workload) && scenario.calmRounds() == 0;
    }

    private boolean isService(String workload) {
        return scenario.after().graph().services().stream()
                .anyMatch(one -> one.name().equals(workload));
    }

    private void label(String workload) {
        Optional<Label> due = shortage(workload).map(Blame::kind).map(Judge::label);
        Optional<Label> label =
                judged.node(workload).map(node -> node.assessment().label());
        if (due.isPresent() && !due.equals(label)) {
            faults.add(workload + " must be " + due.get().text() + ": " + opinion(workload));
        }
    }

    /** A load is short of nothing: it is the others' work. */
    private Optional<Blame> shortage(String workload) {
        return isService(workload) ? truth.shortage(workload) : Optional.empty();
    }

    private boolean shortOfCpu(String workload) {
        return shortage(workload).map(Blame::kind).equals(Optional.of(Blame.Kind.CPU));
    }

    private static Label label(Blame.Kind kind) {
        return switch (kind) {
            case CPU, NEIGHBOUR -> Label.CPU_BOUND;
            case DISK -> Label.IO_BOUND;
            case LOCK, OUTSIDE -> Label.WAITING;
            case UNOBSERVED -> Label.UNKNOWN;
        };
    }

    private String text(Culprit culprit) {
        return culprit.end() + ":"
                + switch (culprit.peer()) {
                    case Peer.OfWorkload of -> of.workload().name();
                    case Peer.OfService of -> of.name();
                    case Peer.OfNode of -> of.node();
                    case Peer.Outside outside -> name(outside.address());
                    case Peer.Tail tail -> tail.displayName();
                };
    }

    private String name(String address) {
        return scenario.after().graph().outsides().stream()
                .filter(outside -> outside.address().equals(address))
                .map(Outside::name)
                .findFirst()
                .orElse(address);
    }

    private String opinion(String workload) {
        String label = judged.node(workload)
                .map(node -> node.assessment().label().text() + " "
                        + node.assessment().evidence())
                .orElse("not on the map");
        String walk =
                judged.walk(workload).culprits().stream().map(Culprit::path).collect(Collectors.joining("; "));
        return label + (walk.isEmpty() ? "" : "; " + walk);
    }
}
