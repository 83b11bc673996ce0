// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import io.kernscale.simulator.graph.Demand;
import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Fault.Kind;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.graph.Style;
import io.kernscale.simulator.queueing.Solution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Breaks a graph that is well, in none, one or two places. */
final class FaultDrawer {

    private static final List<Kind> KINDS = List.of(
            Kind.CPU,
            Kind.CPU,
            Kind.CPU,
            Kind.CPU,
            Kind.DISK,
            Kind.DISK,
            Kind.DISK,
            Kind.LOCK,
            Kind.LOCK,
            Kind.OUTSIDE,
            Kind.OUTSIDE,
            Kind.NEIGHBOUR);
    private static final double ENTRY_CHANCE = 0.1;
    private static final double LOCK_LIMIT_CORES = 2.5;
    private static final int LOCK_THREADS = 16;

    private final Dice dice;

    FaultDrawer(Dice dice) {
        this.dice = dice;
    }

    /**
     * A graph before and after.
     *
     * @param healthy differs from what was drawn in what the fault needs: a limit beyond one core around a lock
     */
    record Broken(Graph healthy, Graph faulty, List<Fault> faults) {
        Broken {
            faults = List.copyOf(faults);
        }
    }

    /** Kinds for none, one or two faults. */
    static List<Kind> kinds(Dice dice) {
        int count = dice.pick(List.of(0, 1, 1, 1, 1, 1, 1, 2, 2));
        return Stream.generate(() -> dice.pick(KINDS)).limit(count).toList();
    }

    /** @param well the graph's steady state; what is broken is measured by what is asked of it there */
    Broken draw(Graph graph, Solution well, List<Kind> kinds) {
        Broken broken = new Broken(graph, graph, List.of());
        for (Kind kind : kinds) {
            broken = broken(broken, kind, well);
        }
        return broken;
    }

    private Broken broken(Broken before, Kind kind, Solution well) {
        if (kind == Kind.OUTSIDE) {
            return outside(before);
        }
        List<Service> services = before.faulty.services();
        Service service = services.get(dice.chance(ENTRY_CHANCE) ? 0 : dice.whole(1, services.size() - 1));
        if (isBroken(before, service.name())) {
            return before;
        }
        String name = service.name();
        Service ready = ready(service, kind);
        double rate = well.flow(name).requestsPerSecond() / service.replicas();
        Demand demand = slow(ready, kind, rate);
        Graph healthy = before.healthy.with(name, one -> ready(one, kind));
        Graph faulty = before.faulty.with(name, one -> ready.withDemand(demand));
        return new Broken(healthy, faulty, with(before.faults, new Fault(kind, name)));
    }

    private Broken outside(Broken before) {
        if (before.faulty.outsides().isEmpty()) {
            return before;
        }
        Outside outside = dice.pick(before.faulty.outsides());
        if (isBroken(before, outside.name())) {
            return before;
        }
        Graph faulty = before.faulty.withLatencySeconds(outside.name(), dice.magnitude(0.3, 3));
        return new Broken(before.healthy, faulty, with(before.faults, new Fault(Kind.OUTSIDE, outside.name())));
    }

    private static Service ready(Service service, Kind kind) {
        boolean needsThreads = kind == Kind.LOCK || kind == Kind.DISK;
        Service threaded = needsThreads && service.style() == Style.EVENT_LOOP
                ? service.withStyle(Style.POOL).withConcurrency(2 * LOCK_THREADS)
                : service;
        return kind == Kind.LOCK
                ? threaded.withLimitCores(Math.max(threaded.limitCores(), LOCK_LIMIT_CORES))
                        .withConcurrency(Math.max(threaded.concurrency(), LOCK_THREADS))
                : threaded;
    }

    private Demand slow(Service service, Kind kind, double perSecond) {
        Demand demand = service.demand();
        double excess = dice.between(1.5, 4);
        return switch (kind) {
            case CPU -> demand.withCpuSeconds(excess * service.limitCores() / perSecond);
            case DISK -> demand.withDiskSeconds(excess / perSecond);
            case LOCK -> demand.withLockSeconds(excess / perSecond);
            case NEIGHBOUR -> demand.withStallRatio(dice.between(4, 20));
            case OUTSIDE -> demand;
        };
    }

    private static boolean isBroken(Broken graph, String name) {
        return graph.faults.stream().anyMatch(fault -> fault.at().equals(name));
    }

    private static List<Fault> with(List<Fault> faults, Fault fault) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(fault);
        return more;
    }
}
