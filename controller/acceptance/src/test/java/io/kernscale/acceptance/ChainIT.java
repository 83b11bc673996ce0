// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.acceptance.World.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chains of real services: those in front wait, and the one at the end is the culprit. */
@ExtendWith(RealPrograms.class)
class ChainIT {

    @Test
    @Needs({"nginx", "postgres", "wrk"})
    void aDatabaseAtItsCpuLimitIsWhatEverybodyBeforeItWaitsFor(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres").limitedTo("100m"));
        Place shop = world.run(Servers.shop("shop", "postgres", postgres, 10));
        Place nginx = world.run(Servers.nginx(world, "nginx", shop));
        world.run(Clients.wrk("wrk", nginx, "/", 6));

        world.settles(seen -> {
            seen.label("postgres").isEqualTo("CpuBound");
            seen.label("shop").isEqualTo("Waiting");
            seen.label("nginx").isEqualTo("Waiting");
            assertThat(seen.culprit("nginx", "CpuBound", "postgres").path())
                    .startsWith("nginx → shop (")
                    .contains(" → postgres")
                    .endsWith(": CpuBound");
            assertThat(seen.culprit("wrk", "CpuBound", "postgres").action()).isEqualTo("out_of_reach");
            assertThat(seen.edge("shop", "postgres").kind()).isEqualTo("call");
        });
    }

    @Test
    @Needs({"nginx", "redis-server", "wrk"})
    void aCacheAtItsCpuLimitIsScaledAndNobodyBeforeIt(World world) {
        world.mayScale("redis");
        Place redis = world.run(Servers.redis("redis").limitedTo("50m"));
        Place shop = world.run(Servers.shop("shop", "redis", redis, 10));
        Place nginx = world.run(Servers.nginx(world, "nginx", shop));
        world.run(Clients.wrk("wrk", nginx, "/", 6));

        world.settles(seen -> {
            seen.label("redis").isEqualTo("CpuBound");
            seen.label("shop").isEqualTo("Waiting");
            seen.culprit("nginx", "CpuBound", "redis");
        });
        world.scales("redis");
    }

    @Test
    @Needs({"nginx", "memcached", "wrk"})
    void memcachedAtItsCpuLimitIsFoundThroughAPoolOfOneConnection(World world) {
        world.mayScale("memcached");
        Place memcached = world.run(Servers.memcached("memcached").limitedTo("20m"));
        Place shop = world.run(Servers.shop("shop", "memcached", memcached, 1));
        Place nginx = world.run(Servers.nginx(world, "nginx", shop));
        world.run(Clients.wrk("wrk", nginx, "/", 6));

        world.settles(seen -> {
            seen.label("memcached").isEqualTo("CpuBound");
            seen.label("shop").isEqualTo("Waiting");
            seen.culprit("nginx", "CpuBound", "memcached");
        });
    }

    /** Backends that wait for a lock of the database sleep in epoll: the kernel sees no lock, and nobody short. */
    @Test
    @Needs({"postgres", "pgbench", "wrk"})
    void aLockedTableIsNoReasonToScaleAnybody(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres"));
        world.run(Clients.pgbench(world, "holder", postgres, """
                create table if not exists stock as select 0 as pieces;
                begin;
                lock table stock;
                select pg_sleep(1);
                commit""", 1, 0));
        Place shop = world.run(Servers.shop("shop", "locked-postgres", postgres, 8));
        world.run(Clients.wrk("wrk", shop, "/", 6));

        world.settles(seen -> {
            seen.label("shop").isEqualTo("Waiting");
            seen.label("postgres").isIn("Waiting", "Unsaturated", "Idle");
            assertThat(seen.culprits("shop"))
                    .allSatisfy(culprit -> assertThat(culprit.end()).isIn("LockBound", "NotShort"));
        });
    }

    @Test
    @Needs({"postgres", "psql", "python3", "wrk"})
    void aDatabaseOnASlowDiskIsNamedWithItsDiskAndNotScaled(World world) {
        String disk = world.slowableDisk();
        Place postgres = world.run(Servers.postgres(world, "postgres-on-disk"));
        Databases.load(postgres);
        world.run(Clients.evictor(world, "evictor", postgres));
        Place shop = world.run(Servers.shop("shop", "postgres-on-disk", postgres, 8));
        world.run(Clients.wrk("wrk", shop, "/", 6));
        world.slowDisk(postgres, 40);

        world.settles(seen -> {
            seen.label("postgres-on-disk").isEqualTo("IoBound");
            seen.label("shop").isEqualTo("Waiting");
            assertThat(seen.culprit("shop", "IoBound", "postgres-on-disk").path())
                    .startsWith("shop → postgres-on-disk (")
                    .contains("): IoBound on " + disk);
        });
    }

    @Test
    @Needs({"python3", "wrk"})
    void aThreadPerRequestServerIsSeenThroughAnotherOne(World world) {
        world.mayScale("back");
        Place back = world.run(Servers.pythonServer("back").limitedTo("50m"));
        Place front = world.run(Servers.pythonServer("front"));
        world.run(Clients.wrk("wrk", front, "/ask?at=" + back.host(), 6));

        world.settles(seen -> {
            seen.label("back").isEqualTo("CpuBound");
            seen.label("front").isEqualTo("Waiting");
            seen.culprit("front", "CpuBound", "back");
        });
    }

    @Test
    @Needs("node")
    void anEventLoopAtItsCpuLimitIsWhatItsClientWaitsFor(World world) {
        world.mayScale("server");
        Place server = world.run(Servers.nodeServer("server", 3).limitedTo("100m"));
        world.run(Clients.nodeClient("client", server, 8, 1));

        world.settles(seen -> {
            seen.label("server").isEqualTo("CpuBound");
            seen.label("client").isEqualTo("Waiting");
            seen.culprit("client", "CpuBound", "server");
        });
    }

    @Test
    @Needs({"nginx", "postgres", "python3"})
    void nobodyWaitsInAChainThatIsServedInTime(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres"));
        Place shop = world.run(Servers.shop("shop", "postgres", postgres, 10));
        Place nginx = world.run(Servers.nginx(world, "nginx", shop));
        world.run(Clients.pythonClient("client", "keep", nginx, "/", 4, 200));

        world.settles(seen -> {
            for (String name : new String[] {"postgres", "shop", "nginx", "client"}) {
                seen.isServed(name);
            }
            // 4 connections, each 200 ms of pause and some of service: a little under 20 a second
            assertThat(seen.edge("nginx", "shop").requestsPerSecond()).isBetween(10.0, 21.0);
            assertThat(seen.edge("shop", "postgres").kind()).isEqualTo("call");
        });
    }
}
