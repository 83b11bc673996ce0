// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.Compact;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.DiskRates;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a walk ends at a workload.
 *
 * @param end  the kind
 * @param text the kind with what is known of it: {@code IoBound on vda}
 */
record Stop(End end, String text) {

    /** A workload that is short of nothing passes its clients' waits on when its own have this part of its work. */
    private static final double PASSES_ON_RATIO = 0.5;

    /** Fewer turns outstanding than this pass nothing on. */
    private static final double LEAST_OUTSTANDING = 0.05;

    static Stop of(End end) {
        return new Stop(end, end.text());
    }

    /**
     * Why a walk ends at the node; empty where it goes on.
     *
     * @param node null for one that is not on the map
     */
    static Optional<Stop> at(@Nullable ServiceNode node) {
        if (node == null) {
            return Optional.of(of(End.UNOBSERVED));
        }
        Observation observation = node.observation();
        List<Step> steps = Step.of(node);
        return switch (node.assessment().label()) {
            case CPU_BOUND -> Optional.of(cpu(node));
            case IO_BOUND -> Optional.of(new Stop(End.DISK, End.DISK.text() + device(observation)));
            case WAITING ->
                node.assessment().rule() == Rule.LOCK_DOMINATES
                        ? Optional.of(of(End.LOCK))
                        : unless(!steps.isEmpty(), End.UNOBSERVED);
            case UNSATURATED -> unless(passesOn(observation, steps), unclear(observation));
            case IDLE -> Optional.of(of(unclear(observation)));
            case UNKNOWN -> Optional.of(of(End.UNOBSERVED));
        };
    }

    private static Optional<Stop> unless(boolean goesOn, End end) {
        return goesOn ? Optional.empty() : Optional.of(of(end));
    }

    /** What is missing on a part of the pods may be just what is sought. */
    private static End unclear(Observation observation) {
        return observation.observedPods() < observation.readyPods() ? End.UNOBSERVED : End.NOT_SHORT;
    }

    private static boolean passesOn(Observation observation, List<Step> steps) {
        Traffic traffic = observation.traffic();
        if (traffic == null) {
            return false;
        }
        Peer self = new Peer.OfWorkload(observation.workload());
        double inFlight = traffic.served().stream()
                .filter(call -> !call.peer().equals(self))
                .map(call -> call.rates())
                .mapToDouble(EdgeRates::outstanding)
                .sum();
        double outstanding = Step.outstanding(steps);
        return outstanding >= LEAST_OUTSTANDING && outstanding >= PASSES_ON_RATIO * inFlight;
    }

    private static Stop cpu(ServiceNode node) {
        if (node.assessment().rule() != Rule.NEIGHBOUR_WAIT) {
            return of(End.CPU);
        }
        double ratio = node.observation().cpu().preemptedByOtherRatio();
        List<String> neighbours = node.observation().neighbours();
        String who = neighbours.isEmpty() ? "others" : neighbours.getFirst();
        return new Stop(
                End.NEIGHBOUR,
                End.NEIGHBOUR.text() + ", " + who + " took its CPU in " + Compact.percent(ratio) + " of the switches");
    }

    private static String device(Observation observation) {
        if (observation.disks().isEmpty()) {
            return "";
        }
        DiskRates disk = observation.disks().getFirst();
        return " on " + disk.device()
                + (disk.sharers().isEmpty() ? "" : ", also used by " + String.join(", ", disk.sharers()));
    }
}
