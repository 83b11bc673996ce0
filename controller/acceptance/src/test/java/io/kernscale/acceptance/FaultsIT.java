// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.acceptance.World.Place;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong in networks must not make anybody grow who is short of nothing. */
@ExtendWith(RealPrograms.class)
class FaultsIT {

    @Test
    @Needs({"redis-server", "python3"})
    void aStoreThatHangsIsWaitedForAndNobodyIsScaled(World world) {
        Place redis = world.run(Servers.redis("redis"));
        Place shop = world.run(Servers.shop("shop", "redis", redis, 4));
        world.run(Clients.pythonClient("client", "keep", shop, "/", 4, 50));
        world.settles(seen -> seen.isServed("shop"));

        Signals.send("STOP", redis);

        world.settles(seen -> {
            seen.label("shop").isEqualTo("Waiting");
            seen.label("redis").isNotEqualTo("CpuBound");
            assertThat(seen.edge("shop", "redis").outstanding()).isBetween(3.5, 4.1);
            assertThat(seen.culprits("shop"))
                    .hasSize(1)
                    .allSatisfy(culprit -> assertThat(culprit.end()).isIn("NotShort", "Unobserved"));
        });
        Signals.send("CONT", redis);
        world.settles(seen -> seen.isServed("shop"));
    }

    @Test
    @Needs({"redis-server", "python3"})
    void aStoreThatIsKilledIsTheSameOneAfterItsRestart(World world) {
        Place redis = world.run(Servers.redis("redis"));
        Place shop = world.run(Servers.shop("shop", "redis", redis, 4));
        world.run(Clients.pythonClient("client", "keep", shop, "/", 4, 50));
        world.sees(seen ->
                assertThat(seen.edge("shop", "redis").requestsPerSecond()).isGreaterThan(20));

        Signals.send("KILL", redis);

        world.sees(seen -> assertThat(seen.edge("shop", "redis").refusedPerSecond()
                        + seen.edge("shop", "redis").resetPerSecond())
                .isPositive());
        world.settles(seen -> {
            assertThat(seen.edge("shop", "redis").requestsPerSecond()).isGreaterThan(20);
            assertThat(seen.edge("shop", "redis").open()).isEqualTo(4);
            seen.isServed("shop");
        });
    }

    @Test
    @Needs({"nginx", "python3"})
    void shortConnectionsAreCountedOneByOne(World world) {
        Place nginx = world.run(Servers.nginxOfFile(world, "nginx", "small", 200));
        world.run(Clients.pythonClient("client", "short", nginx, "/files/small", 10, 100));

        world.settles(seen -> {
            Graph.Edge edge = seen.edge("client", "nginx");
            assertThat(edge.kind()).isEqualTo("call");
            assertThat(edge.requestsPerSecond()).isBetween(70.0, 105.0); // 10 threads, 10 a second each at most
            assertThat(edge.open()).isLessThan(10);
            seen.isServed("client");
            seen.isServed("nginx");
        });
    }

    @Test
    @Needs({"nft", "python3", "wrk"})
    void aServerBehindAClusterAddressIsFoundByItsClientsPorts(World world) {
        world.mayScale("server");
        var nat = new Nat(world);
        world.run(nat.serverBehindAddress().limitedTo("50m"));
        world.run(nat.client("client", Clients.wrk("client", nat.place(), "/work", 4)));

        world.settles(seen -> {
            seen.label("server").isEqualTo("CpuBound");
            seen.label("client").isEqualTo("Waiting");
            seen.culprit("client", "CpuBound", "server");
        });
    }

    /** Nothing tells whom the address leads to: then the wait ends at the address. */
    @Test
    @Needs({"nft", "python3", "wrk"})
    void aServerBehindARouterThatHidesItsClientsIsNotGuessed(World world) {
        world.mayScale("server");
        var nat = new Nat(world);
        world.run(nat.serverBehindRouter().limitedTo("50m"));
        world.run(nat.client("client", Clients.wrk("client", nat.place(), "/work", 4)));

        world.settles(seen -> {
            seen.label("client").isEqualTo("Waiting");
            assertThat(seen.culprits("client")).hasSize(1).allSatisfy(culprit -> {
                assertThat(culprit.end()).isEqualTo("Outside");
                assertThat(culprit.node()).isEqualTo("outside/10.96.0.10");
            });
        });
    }

    @Test
    @Needs({"nft", "python3"})
    void aPeerThatIsCutOffIsWaitedForAndNobodyIsScaled(World world) throws IOException {
        var nat = new Nat(world);
        world.run(nat.serverBehindAddress());
        world.run(nat.client("client", Clients.pythonClient("client", "keep", nat.place(), "/work", 4, 100)));
        world.settles(seen -> {
            seen.isServed("client");
            assertThat(seen.edge("client", "server").requestsPerSecond()).isGreaterThan(20);
        });

        nat.cut();

        world.settles(seen -> {
            seen.label("client").isEqualTo("Waiting");
            Graph.Edge edge = seen.edge("client", "server");
            assertThat(edge.outstanding()).isBetween(3.5, 4.1);
            assertThat(edge.requestsPerSecond()).isZero();
            assertThat(seen.culprits("client"))
                    .hasSize(1)
                    .allSatisfy(culprit -> assertThat(culprit.end()).isEqualTo("NotShort"));
        });
    }
}
