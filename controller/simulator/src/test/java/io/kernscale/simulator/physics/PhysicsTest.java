// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.simulator.physics.Pod.CpuTimes;
import io.kernscale.simulator.physics.Step.Ask;
import io.kernscale.simulator.physics.Step.AskOutside;
import io.kernscale.simulator.physics.Step.Compute;
import io.kernscale.simulator.physics.Step.Locked;
import io.kernscale.simulator.physics.Step.Read;
import io.kernscale.simulator.physics.Step.Target;
import io.kernscale.simulator.physics.ThreadTimes.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator against queueing theory, and against the books that it must keep. */
class PhysicsTest {

    private static final double SECOND = 1e9;

    /** M/G/1 with processor sharing: rho / (1 - rho) requests in the system, whatever the sizes. */
    @ParameterizedTest(name = "{0} at {1} of one core")
    @CsvSource({"EXPONENTIAL,0.5", "EXPONENTIAL,0.8", "CONSTANT,0.7", "LOGNORMAL,0.7", "BIMODAL,0.7"})
    void oneCoreHoldsAsManyAsProcessorSharingSays(Dist.Shape shape, double load) {
        Dist cpu = new Dist(shape, 0.005, shape == Dist.Shape.BIMODAL ? 5 : 1.5);
        World world = AWorld.ofOnePod(1, 0, cpu, load / 0.005, 4_000);
        world.run((long) (4_000 * SECOND));
        CpuTimes times = counted(world);
        double present = (times.runNanos() + times.contentionNanos()) / (4_000 * SECOND);
        assertThat(times.runNanos() / (4_000 * SECOND)).isCloseTo(load, within(0.02));
        assertThat(present).isCloseTo(load / (1 - load), within(0.1 * load / (1 - load)));
    }

    /** M/M/c by Erlang's C: 3 cores at 0.8 have C = 0.6472 and 2.4 + 0.6472 * 0.8 / 0.2 = 4.989 requests. */
    @Test
    void severalCoresHoldAsManyAsErlangSays() {
        World world = AWorld.ofOnePod(3, 0, Dist.exponential(0.005), 480, 4_000);
        world.run((long) (4_000 * SECOND));
        CpuTimes times = counted(world);
        assertThat((times.runNanos() + times.contentionNanos()) / (4_000 * SECOND))
                .isCloseTo(4.989, within(0.4));
    }

    /**
     * A closed load on one core, by the machine repairman's formula: 3 clients that think as long as they are served
     * leave it idle for a part 1 / (1 + 3 + 6 + 6) = 1/16 of the time.
     */
    @Test
    void clientsWaitForTheirAnswerBeforeTheyThink() {
        World world = AWorld.ofOnePod(1, 0, Dist.exponential(0.01), 0, 1);
        world.addClients("shop", 3, Dist.exponential(0.01));
        world.run((long) (2_000 * SECOND));
        assertThat(counted(world).runNanos() / (2_000 * SECOND)).isCloseTo(15 / 16.0, within(0.01));
    }

    @Test
    void clientsThatNeverThinkAreRefused() {
        World world = AWorld.ofOnePod(1, 0, Dist.constant(0.01), 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.addClients("shop", 1, Dist.constant(0)))
                .withMessageContaining("think must be above 0");
    }

    /** 4 threads at a limit of 1 core: 25 ms of each period they run, 75 ms they wait, and each period is cut. */
    @Test
    void aLimitStopsThreadsForTheRestOfEachPeriod() {
        World world = AWorld.of(8, 0, 20, Map.of(), AWorld.service("shop", 1, 1, new Compute(Dist.constant(1))));
        AWorld.pod(world, "shop").spin(4, 0);
        world.run((long) (20 * SECOND));
        CpuTimes times = counted(world);
        assertThat(times.runNanos()).isCloseTo(20 * SECOND, within(0.2 * SECOND));
        assertThat(times.quotaWaitNanos()).isCloseTo(60 * SECOND, within(0.5 * SECOND));
        assertThat(times.contentionNanos()).isZero();
        assertThat(times.periods()).isBetween(200L, 201L);
        assertThat(times.throttledPeriods()).isBetween(199L, 201L);
    }

    /** 4 clients at a disk that takes 2 requests at once, 1 ms each: 2 in it, 1.8 before it, 0.2 that think for 0.1 ms. */
    @Test
    void aDiskTakesAsManyRequestsAtOnceAsItSays() {
        World world = AWorld.of(8, 0, 1, Map.of(), AWorld.service("store", 0, 4, new Read()));
        world.nodes().getFirst().diskBecomes(Dist.constant(0.001));
        world.nodes().getFirst().diskTakes(2);
        world.addClients("store", 4, Dist.constant(0.0001));
        world.run((long) (10 * SECOND));
        Pod pod = AWorld.pod(world, "store");
        pod.count(world.now());
        assertThat(pod.disk().completed()).isCloseTo(20_000, within(20L));
        assertThat(pod.disk().deviceNanos()).isCloseTo(20 * SECOND, within(0.1 * SECOND));
        assertThat(pod.disk().queuedNanos()).isCloseTo(18 * SECOND, within(0.1 * SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.nodes().getFirst().diskTakes(0));
    }

    /** 100 requests a second of 4 ms that each wait for 1 ms: 0.1 threads wait, and nobody else is in the way. */
    @Test
    void aThreadThatWakesIsOnItsWayToACpuForAWhile() {
        World world = AWorld.ofOnePod(8, 0, Dist.constant(0.004), 100, 200);
        world.nodes().getFirst().wakesTake(0.001);
        world.run((long) (200 * SECOND));
        CpuTimes times = counted(world);
        assertThat(times.contentionNanos()).isCloseTo(0.25 * times.runNanos(), within(0.01 * SECOND));
        assertThat(times.runNanos()).isCloseTo(80 * SECOND, within(4 * SECOND));
    }

    /** 6 threads of a weight of 0.5 and 6 of the same on 4 cores: 2 cores each, and the other's switches. */
    @Test
    void neighboursShareByWeight() {
        World world = AWorld.of(4, 0, 10, Map.of(), AWorld.service("shop", 0, 1, new Compute(Dist.constant(1))));
        AWorld.pod(world, "shop").spin(6, 0);
        world.addNeighbour(AWorld.service("batch", 0, 1), world.nodes().getFirst(), 6);
        world.run((long) (10 * SECOND));
        CpuTimes times = counted(world);
        assertThat(times.runNanos()).isCloseTo(20 * SECOND, within(0.1 * SECOND));
        assertThat(times.contentionNanos()).isCloseTo(40 * SECOND, within(0.1 * SECOND));
        assertThat(times.preemptionsByOthers() / times.preemptions()).isCloseTo(0.5, within(0.01));
    }

    /** Run + wait + blocked + idle is threads times wall time, for every pod. */
    @Test
    void allThreadTimeIsAccountedFor() {
        World world = busyWorld();
        world.nodes().getFirst().wakesTake(0.0001);
        world.run((long) (60 * SECOND));
        for (Workload workload : world.workloads()) {
            Pod pod = workload.pods().getFirst();
            pod.count(world.now());
            double sum = pod.cpu().runNanos()
                    + pod.cpu().contentionNanos()
                    + pod.cpu().quotaWaitNanos();
            sum += Arrays.stream(Cause.values())
                    .mapToDouble(cause -> pod.times().nanos(cause))
                    .sum();
            assertThat(sum).isCloseTo(pod.threads() * 60 * SECOND, within(1e6));
        }
    }

    /** Little's law on both ends of an edge: who asks sees what is served. */
    @Test
    void bothEndsOfAnEdgeCountTheSame() {
        World world = busyWorld();
        world.run((long) (60 * SECOND));
        Pod client = AWorld.pod(world, "front");
        Pod server = AWorld.pod(world, "cart");
        client.count(world.now());
        server.count(world.now());
        Edge asks = client.asks().get("cart");
        Edge serves = server.serves().get(client.address());
        assertThat(asks).isNotNull();
        assertThat(serves).isNotNull();
        assertThat(serves.answers()).isEqualTo(asks.answers()).isGreaterThan(1_000);
        assertThat(serves.outstandingNanos()).isEqualTo(asks.outstandingNanos());
    }

    @Test
    void equalSeedsGiveEqualWorlds() {
        World one = busyWorld();
        World other = busyWorld();
        one.run((long) (60 * SECOND));
        other.run((long) (60 * SECOND));
        assertThat(other.events()).isEqualTo(one.events());
        assertThat(other.latencies().quantile(0.99, 0, 60))
                .isEqualTo(one.latencies().quantile(0.99, 0, 60));
    }

    @Test
    void aNewPodServesWhenItHasStartedAndALeavingOneEndsItsRequests() {
        World world = busyWorld();
        world.run((long) (10 * SECOND));
        world.workload("cart").scale(3, world.now());
        world.run((long) (12 * SECOND));
        assertThat(world.workload("cart").readyReplicas()).isEqualTo(1);
        world.run((long) (14 * SECOND)); // 3 s until it runs, 0.3 s of CPU on two threads
        assertThat(world.workload("cart").readyReplicas()).isEqualTo(3);
        world.workload("cart").scale(1, world.now());
        world.run((long) (20 * SECOND));
        assertThat(world.workload("cart").pods()).hasSize(1);
        assertThat(world.latencies().quantile(0.999, 0, 18)).isLessThan(1);
    }

    @Test
    void anUpdateReplacesAllPodsAndKeepsTheirNumber() {
        World world = busyWorld();
        world.run((long) (10 * SECOND));
        Pod old = AWorld.pod(world, "cart");
        world.workload("cart").roll(world.now());
        world.run((long) (20 * SECOND));
        assertThat(world.workload("cart").pods()).hasSize(1).doesNotContain(old);
        assertThat(world.workload("cart").readyReplicas()).isEqualTo(1);
    }

    private static World busyWorld() {
        return AWorld.of(
                4,
                50,
                60,
                Map.of("bank", Dist.exponential(0.02)),
                AWorld.service(
                        "front",
                        1,
                        64,
                        new Compute(Dist.exponential(0.004)),
                        new Ask(List.of(new Target("cart", 1), new Target("stock", 0.5))),
                        new Compute(Dist.exponential(0.002))),
                AWorld.service("cart", 1, 16, new Compute(Dist.lognormal(0.006, 1)), new AskOutside("bank")),
                AWorld.service("stock", 1, 16, new Read(), new Locked(Dist.exponential(0.005))));
    }

    private static CpuTimes counted(World world) {
        Pod pod = AWorld.pod(world, "shop");
        pod.count(world.now());
        return pod.cpu();
    }
}
