// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.classify.Habits.Edge;
import io.kernscale.controller.classify.Habits.Habit;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells waits for answers from waits for whatever may come, on both sides of a workload. Pure.
 *
 * <p>A connection that waits for an answer and one that waits for news look the same at any moment. What tells them
 * apart is work: an edge that waits all the time, with or without requests in flight, with answers or without, holds no
 * work up. It is taken for a subscription when it waits long ({@link LongWaits}) and
 *
 * <ol>
 *   <li>it was one in the window before, and has changed little or said nothing since; or
 *   <li>it sends without being answered, or exchanges a few bytes now and then; or
 *   <li>the workload serves, and has far less in flight than waits there (each request would have to make four such
 *       calls at once); with nothing in flight at all, whatever the edge has been before; or
 *   <li>the workload completes requests more than twenty times as often as the edge turns, for three windows; or
 *   <li>the workload serves nobody, and the edge does nothing but wait.
 * </ol>
 *
 * <p>Rules 2 to 5 do not hold for an edge that mostly answered soon, or was mostly idle, in the windows before: there a
 * wait without end is a hang. Example: the 10 connections of a pool that stand still for minutes.
 *
 * <p>Requests are parked when they wait as long, and neither the workload's own calls explain a fifth of that time nor
 * its threads on the CPU, the disk or a lock a tenth: a full pool lets the others stand in line.
 */
final class WorkFinder {

    private static final double MOST_CALLS_AT_ONCE = 4;
    private static final double RARE_RATIO = 20;
    private static final int RARE_WINDOWS = 3;
    private static final double CALLS_RATIO = 0.2;
    private static final double THREADS_RATIO = 0.1;

    /** Nobody stands in line for a lock for so long, but at a server that waits for news many threads do. */
    private static final double LONGEST_LOCK_SECONDS = 5;

    private final Observation observation;
    private final Habits habits;
    private final Peer self;
    private final Map<Edge, Habit> seen = new LinkedHashMap<>();
    private final List<Dependency> found = new ArrayList<>();

    private WorkFinder(Observation observation, Habits habits) {
        this.observation = observation;
        this.habits = habits;
        this.self = new Peer.OfWorkload(observation.workload());
    }

    static Work find(Observation observation, Traffic traffic, Habits habits) {
        return new WorkFinder(observation, habits).work(traffic);
    }

    private Work work(Traffic traffic) {
        List<Call> calls = traffic.calls().stream().filter(this::leavesWorkload).toList();
        double outstanding = calls.stream()
                .filter(call -> !settled(call))
                .mapToDouble(call -> call.rates().outstanding())
                .sum();
        Served served = served(traffic, outstanding);
        traffic.calls().stream()
                .filter(call -> !leavesWorkload(call))
                .forEach(call -> found.add(new Dependency(call, Kind.INTERNAL)));
        calls.forEach(call -> sort(call, served));
        found.sort(Comparator.comparingDouble(one -> -one.call().rates().outstanding()));
        return new Work(
                served.serves(), served.inFlight(), served.parked(), served.requests(), found, habits.with(seen));
    }

    private boolean leavesWorkload(Call call) {
        return !call.peer().equals(self);
    }

    /** What the workload serves, parked requests apart. */
    private record Served(boolean serves, double inFlight, double parked, double requests, double answers) {}

    private Served served(Traffic traffic, double outstanding) {
        Map<Integer, EdgeRates> ports = new LinkedHashMap<>();
        traffic.served().stream()
                .filter(this::leavesWorkload)
                .forEach(call -> ports.merge(call.port(), call.rates(), EdgeRates::plus));
        double probes = Work.PROBES_PER_POD * observation.observedPods();
        double inFlight = 0;
        double parked = 0;
        double requests = 0;
        double answers = 0;
        boolean known = false;
        for (var port : ports.entrySet()) {
            EdgeRates rates = port.getValue();
            EdgeRates held = parked(port.getKey(), rates, outstanding);
            inFlight += rates.outstanding() - held.outstanding();
            parked += held.outstanding();
            requests += rates.requestsPerSecond() - held.requestsPerSecond();
            answers += rates.answersPerSecond() - held.answersPerSecond();
            known |= habits.of(new Edge(null, port.getKey())).known();
        }
        boolean serves = known || requests > probes || inFlight >= Work.NOTHING_PER_POD * observation.observedPods();
        return new Served(serves, inFlight, parked, requests, answers);
    }

    /** The part of a port's requests that is parked. */
    private EdgeRates parked(int port, EdgeRates rates, double outstanding) {
        Edge edge = new Edge(null, port);
        Habit habit = habits.of(edge);
        LongWaits waits = LongWaits.of(rates);
        boolean stream = OneWay.is(rates);
        boolean waitsOn = waits.constant() || habit.subscribed() && waits.nearlyConstant();
        boolean parked = !habit.ordinarily() && (stream || waitsOn && !explained(waits, outstanding));
        double probes = Work.PROBES_PER_POD * observation.observedPods();
        if (parked) {
            seen.put(edge, habit.waitedAgain(waits));
        } else if (rates.requestsPerSecond() > probes || waits.any()) {
            seen.put(edge, habit.ordinaryAgain(waits));
        }
        return !parked ? EdgeRates.NONE : stream ? rates : waits.longOnly(rates);
    }

    private boolean explained(LongWaits waits, double outstanding) {
        CpuRates cpu = observation.cpu();
        boolean brief = waits.concurrency() < LONGEST_LOCK_SECONDS * waits.turnsPerSecond();
        double lock = brief && LockWaits.held(observation, outstanding) ? LockWaits.threads(cpu) : 0;
        double threads = cpu.demandCores() + cpu.blocked().disk() + lock;
        return outstanding >= CALLS_RATIO * waits.concurrency() || threads >= THREADS_RATIO * waits.concurrency();
    }

    private void sort(Call call, Served served) {
        Edge edge = new Edge(call.peer(), call.port());
        Habit habit = habits.of(edge);
        LongWaits waits = LongWaits.of(call.rates());
        boolean settled = settled(call);
        boolean subscription = settled || subscribes(call.rates(), waits, habit, served);
        if (subscription && !habit.ordinarily()) {
            seen.put(edge, habit.waitedAgain(waits));
        } else if (!silent(call.rates())) {
            boolean either = waits.constant() && waits.turnsPerSecond() > 0;
            seen.put(edge, either ? habit.unclearAgain(waits) : habit.ordinaryAgain(waits));
        }
        add(call, waits, subscription);
    }

    private void add(Call call, LongWaits waits, boolean subscription) {
        Kind kind = call.rates().takesTurns() ? Kind.CALL : Kind.UNCLEAR;
        if (subscription && waits.mixed() && !OneWay.is(call.rates())) {
            found.add(new Dependency(
                    new Call(call.peer(), call.port(), waits.longOnly(call.rates())), Kind.SUBSCRIPTION));
            found.add(new Dependency(new Call(call.peer(), call.port(), waits.briefOnly(call.rates())), kind));
        } else {
            found.add(new Dependency(call, subscription ? Kind.SUBSCRIPTION : kind));
        }
    }

    /** Whether the edge is a subscription whatever else goes on. */
    private boolean settled(Call call) {
        EdgeRates rates = call.rates();
        Habit habit = habits.of(new Edge(call.peer(), call.port()));
        LongWaits waits = LongWaits.of(rates);
        return habit.subscribed() && (waits.nearlyConstant() || OneWay.isQuiet(rates))
                || !habit.ordinarily() && (OneWay.is(rates) || OneWay.isHeartbeat(rates, waits));
    }

    private boolean subscribes(EdgeRates rates, LongWaits waits, Habit habit, Served served) {
        int pods = observation.observedPods();
        if (!waits.slow()) {
            return false;
        }
        boolean nothing = served.serves
                && served.inFlight + served.parked < Work.NOTHING_PER_POD * pods
                && served.requests <= Work.PROBES_PER_POD * pods;
        if (nothing || habit.ordinarily()) {
            return nothing;
        }
        if (!served.serves) {
            return waits.constant();
        }
        return tooLittleWork(rates, waits, served) || turnsRarely(rates, waits, habit, served);
    }

    private static boolean tooLittleWork(EdgeRates rates, LongWaits waits, Served served) {
        return (waits.constant() || !rates.takesTurns()) && served.inFlight * MOST_CALLS_AT_ONCE < waits.concurrency();
    }

    private static boolean turnsRarely(EdgeRates rates, LongWaits waits, Habit habit, Served served) {
        boolean steady = habit.level() == waits.connections() && habit.steady() >= RARE_WINDOWS - 1;
        return (waits.constant() && steady || !rates.takesTurns())
                && waits.turnsPerSecond() * RARE_RATIO < served.answers;
    }

    private static boolean silent(EdgeRates rates) {
        return rates.open() == 0 && rates.outstanding() == 0 && OneWay.isQuiet(rates);
    }
}
