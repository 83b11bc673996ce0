// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Habits.Edge;
import io.kernscale.controller.classify.Habits.Habit;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a workload serves, port by port, and which of it is parked: held whether there is work or not.
 *
 * <p>Requests are parked when they wait long ({@link LongWaits}) for the whole window, the port did not mostly answer
 * soon in the windows before, and nothing explains the wait: neither a fifth of it calls of the workload itself, nor calls
 * as slow that end half as often as the requests do, nor a tenth of it threads on the CPU, the disk or a lock (a half
 * where it lasts 5 s and more). Parts do, because a full pool lets the other requests stand in line. Example: of 100
 * requests of 10 s each, 8 wait in calls of 0.8 s, 10 a second; 10 a second are answered, so these calls explain them all.
 */
record Served(List<Port> ports, boolean serves) {

    private static final double CALLS_RATIO = 0.2;
    private static final double TURNS_RATIO = 0.5;
    private static final double LINE_RATIO = 0.1;
    private static final double THREADS_RATIO = 0.5;

    /** Few stand in line for so long, but at a server that waits for news many do. */
    private static final double LONGEST_LINE_SECONDS = 5;

    /**
     * One port.
     *
     * @param rates of all clients
     * @param held  the part of it that is parked
     * @param habit for the next window
     */
    record Port(Edge edge, EdgeRates rates, EdgeRates held, Habit habit) {}

    /**
     * Sorts what is served.
     *
     * @param served by others than the workload itself
     * @param calls  of the workload that may hold requests up
     */
    static Served find(Observation observation, List<Call> served, List<Call> calls, Habits habits) {
        Map<Integer, EdgeRates> byPort = new LinkedHashMap<>();
        served.forEach(call -> byPort.merge(call.port(), call.rates(), EdgeRates::plus));
        List<Port> ports = byPort.entrySet().stream()
                .map(port -> port(new Edge(null, port.getKey()), port.getValue(), observation, calls, habits))
                .toList();
        Served found = new Served(ports, true);
        boolean serves = ports.stream().anyMatch(port -> habits.of(port.edge).known())
                || found.parked() > 0
                || !found.isQuiet(observation);
        return new Served(ports, serves);
    }

    private static Port port(Edge edge, EdgeRates rates, Observation observation, List<Call> calls, Habits habits) {
        Habit habit = habits.of(edge);
        LongWaits waits = LongWaits.of(rates);
        boolean stream = OneWay.is(rates);
        boolean waitsOn = waits.constant() || habit.subscribed() && waits.nearlyConstant();
        if (!habit.ordinarily() && (stream || waitsOn && !explained(waits, observation, calls))) {
            return new Port(edge, rates, stream ? rates : waits.longOnly(rates), habit.waitedAgain(waits));
        }
        boolean probes = rates.requestsPerSecond() <= Work.PROBES_PER_POD * observation.observedPods();
        return new Port(edge, rates, EdgeRates.NONE, probes && !waits.any() ? habit : habit.ordinaryAgain(waits));
    }

    private static boolean explained(LongWaits waits, Observation observation, List<Call> calls) {
        CpuRates cpu = observation.cpu();
        double outstanding =
                calls.stream().mapToDouble(call -> call.rates().outstanding()).sum();
        double turns = calls.stream()
                .map(call -> LongWaits.of(call.rates()))
                .filter(LongWaits::slow)
                .mapToDouble(LongWaits::turnsPerSecond)
                .sum();
        boolean brief = waits.concurrency() < LONGEST_LINE_SECONDS * waits.turnsPerSecond();
        double lock = brief && LockWaits.held(observation) ? LockWaits.threads(cpu, outstanding) : 0;
        double threads = cpu.demandCores() + cpu.blocked().disk() + lock;
        return outstanding >= CALLS_RATIO * waits.concurrency()
                || turns > 0 && turns >= TURNS_RATIO * waits.turnsPerSecond()
                || threads >= (brief ? LINE_RATIO : THREADS_RATIO) * waits.concurrency();
    }

    /** Requests in progress, parked ones left out. */
    double inFlight() {
        return sum(port -> port.rates.outstanding() - port.held.outstanding());
    }

    double parked() {
        return sum(port -> port.held.outstanding());
    }

    double requestsPerSecond() {
        return sum(port -> port.rates.requestsPerSecond() - port.held.requestsPerSecond());
    }

    double answersPerSecond() {
        return sum(port -> port.rates.answersPerSecond() - port.held.answersPerSecond());
    }

    /** Whether nothing is in flight and no more than probes come in. */
    boolean isQuiet(Observation observation) {
        int pods = observation.observedPods();
        return inFlight() < Work.NOTHING_PER_POD * pods && requestsPerSecond() <= Work.PROBES_PER_POD * pods;
    }

    private double sum(ToDoubleFunction<Port> part) {
        return ports.stream().mapToDouble(part).sum();
    }
}
