// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import static io.kernscale.simulator.trial.Applications.ask;
import static io.kernscale.simulator.trial.Applications.compute;
import static io.kernscale.simulator.trial.Applications.service;

import io.kernscale.simulator.physics.Dist;
import io.kernscale.simulator.physics.Node;
import io.kernscale.simulator.physics.ServiceSpec;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.Step.AskOutside;
import io.kernscale.simulator.physics.Step.Locked;
import io.kernscale.simulator.physics.Step.Read;
import io.kernscale.simulator.physics.World;
import io.kernscale.simulator.trial.Scenario.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Sudden loads and faults. Each begins calm, with replicas that the load uses by 70 %; three minutes in, it comes. */
public final class Scenarios {

    /** The second in which load or fault comes. */
    public static final int ONSET = 180;

    /** Fault scenarios in which more replicas of anybody cure nothing. */
    public static final Set<String> NO_CURE = Set.of("slow-disk", "noisy-neighbour", "slow-outside", "lock");

    private static final int SECONDS = 660;
    private static final int SETTLED = 60;
    private static final double USED_RATIO = 0.7;
    private static final PodSpec POOL = new PodSpec(Style.POOL, 64, 1, 1, StartUp.NATIVE);
    private static final PodSpec JAVA = new PodSpec(Style.POOL, 64, 1, 1, StartUp.JAVA);
    private static final PodSpec THREADS = new PodSpec(Style.THREADS, 48, 1, 1, StartUp.NATIVE);
    private static final PodSpec BURSTABLE = new PodSpec(Style.POOL, 64, 0.6, 1, StartUp.NATIVE);
    private static final ServiceSpec BATCH =
            new ServiceSpec("batch", List.of(), new PodSpec(Style.POOL, 1, 12, 0, StartUp.NATIVE), 1);

    private Scenarios() {}

    /** All of them. */
    public static List<Scenario> all() {
        return List.of(
                step(),
                surge(),
                costlierRequests(),
                slowDisk(),
                noisyNeighbour(),
                slowOutside(),
                lock(),
                javaStartUp(),
                memoryHog(),
                rollingUpdate(),
                agentsMissing(),
                surgeAndSlowOutside(),
                slowDiskAndNeighbour());
    }

    /** One service of 10 replicas at 75 % of their limit, and then five times the load. */
    public static Scenario step() {
        Application one = application(6, Map.of(), service("calculator", POOL, compute(Dist.exponential(0.01))));
        double[] rates = rates(750, 5);
        return new Scenario(
                "step-5x",
                one.setup(rates, 0.75),
                one.names(),
                one.objectiveSeconds(),
                SETTLED,
                ONSET,
                List.of(),
                Set.of(),
                Set.of("calculator"));
    }

    /** Four services in a row, and three times the load. */
    static Scenario surge() {
        return scenario("surge-chain", chain(POOL), 150, 3, Set.of("a", "b", "c", "d"));
    }

    /** The last service of the chain is replaced by one that takes twice the CPU time: the others wait for it. */
    static Scenario costlierRequests() {
        return scenario(
                "costlier-requests",
                chain(POOL),
                150,
                1,
                Set.of("d"),
                world -> world.workload("d").costs(2));
    }

    static Scenario slowDisk() {
        return scenario(
                "slow-disk",
                storage(),
                200,
                1,
                Set.of(),
                world -> world.nodes().forEach(node -> node.diskBecomes(World.DISK.times(30))));
    }

    /** Pods that use half a core of the 0.6 that they request, and others come who use all that is left. */
    static Scenario noisyNeighbour() {
        Application calm = chain(BURSTABLE);
        return new Scenario(
                "noisy-neighbour",
                calm.setup(rates(300, 1), 0.5),
                calm.names(),
                calm.objectiveSeconds(),
                SETTLED,
                ONSET,
                List.of(new Event(ONSET, Scenarios::neighbours)),
                Set.of(),
                Set.of());
    }

    static Scenario slowOutside() {
        return scenario("slow-outside", outside(), 150, 1, Set.of(), Scenarios::slowBank);
    }

    /** One lock for all replicas, held four and a half times as long. */
    static Scenario lock() {
        Application locking = application(
                4,
                Map.of(),
                service("front", POOL, compute(Dist.exponential(0.006)), ask("ledger", 1)),
                service("ledger", POOL, compute(Dist.exponential(0.006)), new Locked(Dist.exponential(0.0012))));
        return scenario(
                "lock",
                locking,
                150,
                1,
                Set.of(),
                world -> world.workload("ledger").holdsLocks(4.5));
    }

    static Scenario javaStartUp() {
        return scenario("java-start-up", chain(JAVA), 150, 2, Set.of("a", "b", "c", "d"));
    }

    /** On a third of the nodes somebody takes the memory, and pages must be read again. */
    static Scenario memoryHog() {
        return scenario(
                "memory-hog",
                chain(POOL),
                150,
                1,
                Set.of(),
                world -> world.nodes().stream()
                        .filter(node -> isThird(world.nodes().indexOf(node)))
                        .forEach(node -> node.memoryShort(0.6)));
    }

    static Scenario rollingUpdate() {
        return scenario(
                "rolling-update",
                chain(JAVA),
                150,
                1,
                Set.of(),
                world -> world.workload("c").roll(world.now()));
    }

    /** A third of the nodes has no agent, and the load doubles. */
    static Scenario agentsMissing() {
        Scenario surge = scenario("agents-missing", chain(POOL), 150, 2, Set.of("a", "b", "c", "d"));
        return new Scenario(
                surge.name(),
                surge.setup(),
                surge.scaled(),
                surge.objectiveSeconds(),
                surge.measuredFrom(),
                surge.onset(),
                surge.events(),
                Set.of("node-0", "node-3"),
                surge.culprits());
    }

    static Scenario surgeAndSlowOutside() {
        return scenario("surge+slow-outside", outside(), 150, 2, Set.of("front", "shop"), Scenarios::slowBank);
    }

    static Scenario slowDiskAndNeighbour() {
        return scenario("slow-disk+neighbour", storage(), 200, 1, Set.of(), world -> {
            world.nodes().forEach(node -> node.diskBecomes(World.DISK.times(30)));
            neighbours(world);
        });
    }

    private static void slowBank(World world) {
        world.outside("bank").become(Dist.lognormal(1.5, 0.5));
    }

    /** On every other node threads for all cores and a half more. */
    private static void neighbours(World world) {
        List<Node> nodes = world.nodes();
        for (int i = 0; i < nodes.size(); i += 2) {
            world.addNeighbour(BATCH, nodes.get(i), nodes.get(i).cores() * 3 / 2);
        }
    }

    private static boolean isThird(int index) {
        return index % 3 == 0;
    }

    private static Application chain(PodSpec pod) {
        return application(
                6,
                Map.of(),
                service("a", pod, compute(Dist.exponential(0.006)), ask("b", 1)),
                service("b", pod, compute(Dist.lognormal(0.01, 0.8)), ask("c", 1)),
                service("c", pod, compute(Dist.exponential(0.014)), ask("d", 1)),
                service("d", pod, compute(Dist.exponential(0.012))));
    }

    private static Application storage() {
        return application(
                4,
                Map.of(),
                service("front", POOL, compute(Dist.exponential(0.006)), ask("catalog", 1)),
                service("catalog", POOL, compute(Dist.exponential(0.006)), ask("db", 1)),
                service("db", THREADS, new Read(), compute(Dist.exponential(0.006)), new Read(), new Read()));
    }

    private static Application outside() {
        return application(
                4,
                Map.of("bank", Dist.lognormal(0.03, 0.5)),
                service("front", POOL, compute(Dist.exponential(0.008)), ask("shop", 1)),
                service("shop", POOL, compute(Dist.exponential(0.012)), ask("payment", 0.5)),
                service("payment", POOL, compute(Dist.exponential(0.01)), new AskOutside("bank")));
    }

    private static Application application(int nodes, Map<String, Dist> outsides, ServiceSpec... services) {
        return new Application("", List.of(services), outsides, 0.3, nodes, 1);
    }

    private static Scenario scenario(
            String name, Application application, double perSecond, double factor, Set<String> culprits) {
        return scenario(name, application, perSecond, factor, culprits, world -> {});
    }

    private static Scenario scenario(
            String name,
            Application application,
            double perSecond,
            double factor,
            Set<String> culprits,
            Consumer<World> fault) {
        return new Scenario(
                name,
                application.setup(rates(perSecond, factor), USED_RATIO),
                application.names(),
                application.objectiveSeconds(),
                SETTLED,
                ONSET,
                List.of(new Event(ONSET, fault)),
                Set.of(),
                culprits);
    }

    private static double[] rates(double perSecond, double factor) {
        double[] rates = new double[SECONDS];
        Arrays.fill(rates, perSecond);
        Arrays.fill(rates, ONSET, SECONDS, perSecond * factor);
        return rates;
    }
}
