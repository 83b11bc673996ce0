// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.queueing.Blame;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.queueing.Solver;
import io.kernscale.simulator.queueing.Truth;
import io.kernscale.simulator.scenario.FaultDrawer.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws scenarios. A draw whose truth hangs on a hair (a resource at 90 %, an edge with a sixth of the wait) is drawn
 * anew: there no answer is wrong. The same goes for
 * faults that nobody feels, and for waits so long that clients would give up. How many services there are and how many
 * faults of which kinds is planned first and kept for some draws, so that clear cases are not just the small ones. Equal
 * seeds give equal scenarios.
 */
public final class Scenarios {

    private static final int MAX_PLANS = 100;
    private static final int DRAWS_OF_A_PLAN = 50;
    private static final int CALM_ROUNDS = 5;
    private static final double MOST_PATIENCE_SECONDS = 5;
    private static final double COLD_CHANCE = 0.25;
    private static final double CHATTER_CHANCE = 0.25;

    private Scenarios() {}

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        Dice dice = new Dice(seed);
        for (int plan = 0; plan < MAX_PLANS; plan++) {
            int services = dice.whole(2, GraphDrawer.MOST_SERVICES);
            List<Fault.Kind> kinds = FaultDrawer.kinds(dice);
            for (int draw = 0; draw < DRAWS_OF_A_PLAN; draw++) {
                Optional<Scenario> scenario = draw(seed, services, kinds, dice);
                if (scenario.isPresent()) {
                    return scenario.get();
                }
            }
        }
        throw new IllegalStateException(
                "seed " + seed + " gave no clear case in " + MAX_PLANS + " plans; take another seed");
    }

    private static Optional<Scenario> draw(long seed, int services, List<Fault.Kind> kinds, Dice dice) {
        Graph drawn = new GraphDrawer(dice).draw(services);
        Solution well = new Solver(drawn).solve();
        Broken broken = new FaultDrawer(dice).draw(drawn, well, kinds);
        if (!new Truth(well, Truth.Sight.FULL).clear() || broken.faults().size() < kinds.size()) {
            return Optional.empty(); // before the solver has more work
        }
        Scenario scenario = new Scenario(
                seed,
                new Solver(broken.healthy()).solve(),
                new Solver(broken.faulty()).solve(),
                broken.faults(),
                new Placement(dice).place(broken.healthy(), broken.faults()),
                chatter(dice, drawn),
                dice.chance(COLD_CHANCE) ? 0 : CALM_ROUNDS);
        return Optional.of(scenario).filter(Scenarios::fair);
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
        boolean felt = scenario.faults().stream().allMatch(fault -> felt(fault, names, after));
        return before.clear() && wasWell && after.clear() && felt && isEndured(scenario.after());
    }

    private static boolean isEndured(Solution solution) {
        return solution.graph().loads().stream()
                        .allMatch(load -> solution.entrySeconds(load.entry()) <= MOST_PATIENCE_SECONDS)
                && solution.flows().values().stream()
                        .flatMap(flow -> flow.askSeconds().values().stream())
                        .allMatch(seconds -> seconds <= MOST_PATIENCE_SECONDS);
    }

    /** Somebody is short of just that, or waits for just that. */
    private static boolean felt(Fault fault, List<String> names, Truth truth) {
        Blame blame = new Blame(Blame.Kind.valueOf(fault.kind().name()), fault.at());
        return names.contains(fault.at()) && truth.shortage(fault.at()).equals(Optional.of(blame))
                || names.stream()
                        .anyMatch(name ->
                                truth.waits(name) && truth.culprits(name).contains(blame));
    }
}
