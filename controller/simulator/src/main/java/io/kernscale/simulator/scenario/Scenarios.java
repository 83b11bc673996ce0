// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.queueing.Solver;
import io.kernscale.simulator.queueing.Truth;
import io.kernscale.simulator.scenario.FaultDrawer.Broken;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws scenarios. A draw whose truth hangs on a hair (a resource at 90 %, an edge with a sixth of the wait) is
 * drawn anew: there no answer is wrong. The same goes for faults that nobody feels. How many services there are and how
 * many faults of which kinds is drawn once, so that clear cases are not the small ones. Equal seeds give equal scenarios.
 */
public final class Scenarios {

    private static final int MAX_DRAWS = 1_000;
    private static final int CALM_ROUNDS = 5;
    private static final double COLD_CHANCE = 0.25;
    private static final double CHATTER_CHANCE = 0.25;

    private Scenarios() {}

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            Scenario scenario = draw(seed, new Dice(seed * MAX_DRAWS + draw));
            if (fair(scenario)) {
                return scenario;
            }
        }
        throw new IllegalStateException(
                "no clear case in " + MAX_DRAWS + " draws from seed " + seed + "; take another");
    }

    private static Scenario draw(long seed, Dice dice) {
        Graph drawn = new GraphDrawer(dice).draw();
        Broken broken = new FaultDrawer(dice).draw(drawn, new Solver(drawn).solve());
        Layout layout = new Placement(dice).place(broken.healthy(), broken.faults());
        return new Scenario(
                seed,
                new Solver(broken.healthy()).solve(),
                new Solver(broken.faulty()).solve(),
                broken.faults(),
                layout,
                chatter(dice, drawn),
                dice.chance(COLD_CHANCE) ? 0 : CALM_ROUNDS);
    }

    private static List<Chatter> chatter(Dice dice, Graph graph) {
        List<Chatter> chatter = new ArrayList<>();
        List<Service> services = graph.services();
        for (int i = 0; i < services.size(); i++) {
            String client = services.get(i).name();
            if (dice.chance(CHATTER_CHANCE)) {
                chatter.add(new Chatter(Chatter.Kind.SUBSCRIPTION, client, Chatter.API_SERVER, dice.whole(1, 3)));
            }
            if (i + 1 < services.size() && dice.chance(CHATTER_CHANCE)) {
                String server =
                        services.get(dice.whole(i + 1, services.size() - 1)).name();
                boolean apart = services.get(i).calls().stream()
                        .noneMatch(call -> call.target().equals(server));
                if (apart) {
                    chatter.add(
                            new Chatter(dice.pick(List.of(Chatter.Kind.values())), client, server, dice.whole(1, 4)));
                }
            }
        }
        return chatter;
    }

    private static boolean fair(Scenario scenario) {
        Truth before = scenario.truth(scenario.before());
        Truth after = scenario.truth();
        List<String> names =
                scenario.after().graph().services().stream().map(Service::name).toList();
        boolean wasWell = names.stream()
                .allMatch(name -> before.shortage(name).isEmpty()
                        && !(before.waits(name) && !before.culprits(name).isEmpty()));
        boolean felt =
                scenario.faults().isEmpty() || scenario.faults().stream().anyMatch(fault -> felt(fault, names, after));
        return before.clear() && wasWell && after.clear() && felt;
    }

    private static boolean felt(Fault fault, List<String> names, Truth truth) {
        boolean shortOfIt =
                names.contains(fault.at()) && truth.shortage(fault.at()).isPresent();
        return shortOfIt
                || names.stream()
                        .anyMatch(name -> truth.waits(name)
                                && truth.culprits(name).stream()
                                        .anyMatch(blame -> blame.at().equals(fault.at())));
    }
}
