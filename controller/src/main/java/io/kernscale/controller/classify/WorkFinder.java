// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.classify.Habits.Edge;
import io.kernscale.controller.classify.Habits.Habit;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
 *   <li>the workload serves, and has far less in flight than waits there (each request would have to make ten such
 *       calls at once); with nothing in flight at all, whatever the edge has been before; or
 *   <li>the workload completes requests more than twenty times as often as the edge turns, for three windows; or
 *   <li>the workload serves nobody, and the edge does nothing but wait.
 * </ol>
 *
 * <p>Rules 1 and 5 do not hold while answers come, and the one who is asked is short of something itself or waits: a
 * client that asks again as soon as it is answered waits all the time, however slow the answers are. Example: 200
 * connections of a load generator at a database that answers 80 of them a second.
 *
 * <p>Rules 2 to 5 do not hold for an edge that mostly answered soon, or was mostly idle, in the windows before: there a
 * wait without end is a hang. Example: the 10 connections of a pool that stand still for minutes.
 */
final class WorkFinder {

    private static final double MOST_CALLS_AT_ONCE = 10;
    private static final double RARE_RATIO = 20;
    private static final int RARE_WINDOWS = 3;

    private final Observation observation;
    private final Habits habits;
    private final Predicate<Peer> isShort;
    private final Peer self;
    private final Map<Edge, Habit> seen = new LinkedHashMap<>();
    private final List<Dependency> found = new ArrayList<>();

    private WorkFinder(Observation observation, Habits habits, Predicate<Peer> isShort) {
        this.observation = observation;
        this.habits = habits;
        this.isShort = isShort;
        this.self = new Peer.OfWorkload(observation.workload());
    }

    static Work find(Observation observation, Traffic traffic, Habits habits, Predicate<Peer> isShort) {
        return new WorkFinder(observation, habits, isShort).work(traffic);
    }

    private Work work(Traffic traffic) {
        List<Call> calls = traffic.calls().stream().filter(this::leavesWorkload).toList();
        List<Call> open = calls.stream().filter(call -> !settled(call)).toList();
        List<Call> clients =
                traffic.served().stream().filter(this::leavesWorkload).toList();
        Served served = Served.find(observation, clients, open, habits);
        traffic.calls().stream()
                .filter(call -> !leavesWorkload(call))
                .forEach(call -> found.add(new Dependency(call, Kind.INTERNAL)));
        calls.forEach(call -> sort(call, served));
        found.sort(Comparator.comparingDouble(one -> -one.call().rates().outstanding()));
        served.ports().forEach(port -> seen.put(port.edge(), port.habit()));
        return new Work(
                served.serves(),
                served.inFlight(),
                served.parked(),
                served.requestsPerSecond(),
                found,
                habits.with(seen));
    }

    private boolean leavesWorkload(Call call) {
        return !call.peer().equals(self);
    }

    private void sort(Call call, Served served) {
        Edge edge = new Edge(call.peer(), call.port());
        Habit habit = habits.of(edge);
        LongWaits waits = LongWaits.of(call.rates());
        boolean settled = settled(call);
        boolean subscription = settled || subscribes(call, waits, habit, served);
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
        return habit.subscribed() && (waits.nearlyConstant() && !isHeldUp(call, waits) || OneWay.isQuiet(rates))
                || !habit.ordinarily() && (OneWay.is(rates) || OneWay.isHeartbeat(rates, waits));
    }

    private boolean isHeldUp(Call call, LongWaits waits) {
        return waits.turnsPerSecond() > 0 && isShort.test(call.peer());
    }

    private boolean subscribes(Call call, LongWaits waits, Habit habit, Served served) {
        EdgeRates rates = call.rates();
        if (!waits.slow()) {
            return false;
        }
        boolean nothing = served.serves()
                && served.isQuiet(observation)
                && served.parked() < Work.NOTHING_PER_POD * observation.observedPods();
        if (nothing || habit.ordinarily()) {
            return nothing;
        }
        if (!served.serves()) {
            return waits.constant() && !isHeldUp(call, waits);
        }
        return tooLittleWork(rates, waits, served) || turnsRarely(rates, waits, habit, served);
    }

    private static boolean tooLittleWork(EdgeRates rates, LongWaits waits, Served served) {
        return (waits.constant() || !rates.takesTurns())
                && served.inFlight() * MOST_CALLS_AT_ONCE < waits.concurrency();
    }

    private static boolean turnsRarely(EdgeRates rates, LongWaits waits, Habit habit, Served served) {
        boolean steady = habit.level() == waits.connections() && habit.steady() >= RARE_WINDOWS - 1;
        return (waits.constant() && steady || !rates.takesTurns())
                && waits.turnsPerSecond() * RARE_RATIO < served.answersPerSecond();
    }

    private static boolean silent(EdgeRates rates) {
        return rates.open() == 0 && rates.outstanding() == 0 && OneWay.isQuiet(rates);
    }
}
