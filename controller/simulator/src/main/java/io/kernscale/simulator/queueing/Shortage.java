// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Service;
import java.util.Optional;

/** Tells from the steady state of one service what it is short of, and whether that is beyond doubt. */
final class Shortage {

    /** A resource with less left than this is used up. */
    static final double USED_UP_RATIO = 0.95;

    private static final double CLEARLY_FREE_RATIO = 0.75;
    private static final double CLEARLY_SERVED_RATIO = 0.12;
    private static final double NEXT_TO_NO_THREADS = 0.15;
    private static final double MOSTLY = 0.35;
    private static final double LEAST_THREADS = 1;

    private Shortage() {}

    /** What the service is short of; empty when it is not. */
    static Optional<Blame> of(Service service, Flow flow) {
        if (flow.stallSeconds() > 0) {
            return Optional.of(new Blame(Blame.Kind.NEIGHBOUR, service.name()));
        }
        if (flow.use().cpu() >= USED_UP_RATIO) {
            return Optional.of(new Blame(Blame.Kind.CPU, service.name()));
        }
        if (flow.use().disk() >= USED_UP_RATIO) {
            return Optional.of(new Blame(Blame.Kind.DISK, service.name()));
        }
        return flow.use().lock() >= USED_UP_RATIO
                ? Optional.of(new Blame(Blame.Kind.LOCK, service.name()))
                : Optional.empty();
    }

    /**
     * Whether nobody could be of another opinion: what is short has most of the time, and whatever else there is is far
     * from short.
     */
    static boolean clear(Service service, Flow flow) {
        Optional<Blame> blame = of(service, flow);
        Optional<Blame.Kind> kind = blame.map(Blame::kind);
        boolean cpuClear = kind.equals(Optional.of(Blame.Kind.CPU)) || clearlyRuns(flow);
        boolean diskClear = kind.equals(Optional.of(Blame.Kind.DISK)) || clearlyReads(flow);
        boolean lockClear = kind.equals(Optional.of(Blame.Kind.LOCK)) || clearlyUnlocked(flow);
        return cpuClear
                && diskClear
                && lockClear
                && blame.map(one -> dominates(one, flow)).orElse(true);
    }

    private static boolean dominates(Blame blame, Flow flow) {
        double seconds = switch (blame.kind()) {
            case CPU -> flow.runSeconds() + flow.quotaSeconds();
            case NEIGHBOUR -> flow.runSeconds() + flow.stallSeconds();
            case DISK -> flow.diskSeconds();
            case LOCK -> flow.lockSeconds();
            case OUTSIDE, UNOBSERVED -> 0;
        };
        return seconds >= (1 - MOSTLY) * flow.holdSeconds() && flow.requestsPerSecond() * seconds >= LEAST_THREADS;
    }

    private static boolean clearlyRuns(Flow flow) {
        return flow.use().cpu() <= CLEARLY_FREE_RATIO
                && flow.quotaSeconds() <= CLEARLY_SERVED_RATIO * (flow.runSeconds() + flow.quotaSeconds());
    }

    private static boolean clearlyReads(Flow flow) {
        double works = flow.diskSeconds() + flow.runSeconds() + flow.quotaSeconds();
        return flow.use().disk() <= CLEARLY_FREE_RATIO
                && (flow.diskSeconds() <= MOSTLY * works
                        || flow.requestsPerSecond() * flow.diskSeconds() <= NEXT_TO_NO_THREADS);
    }

    private static boolean clearlyUnlocked(Flow flow) {
        return flow.use().lock() <= CLEARLY_FREE_RATIO
                && flow.requestsPerSecond() * flow.lockSeconds() <= LEAST_THREADS / 2;
    }
}
