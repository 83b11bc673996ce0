// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.acceptance.World.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits without work looks like work to a clock: the ways in which programs talk, one by one. */
@ExtendWith(RealPrograms.class)
class ProtocolsIT {

    @Test
    @Needs({"nginx", "python3"})
    void aConnectionThatIsKeptAliveCarriesCalls(World world) {
        Place nginx = world.run(Servers.nginxOfFile(world, "nginx", "small", 2_000));
        world.run(Clients.pythonClient("client", "keep", nginx, "/files/small", 4, 100));

        world.settles(seen -> {
            Graph.Edge edge = seen.edge("client", "nginx");
            assertThat(edge.kind()).isEqualTo("call");
            assertThat(edge.open()).isEqualTo(4);
            assertThat(edge.requestsPerSecond()).isBetween(30.0, 42.0); // 4 connections, 10 a second each at most
            assertThat(edge.outstanding()).isLessThan(0.5);
            seen.isServed("client");
        });
    }

    @Test
    @Needs("python3")
    void pipeliningIsSaidToBeUnclear(World world) {
        Place server = world.run(Servers.pythonServer("server"));
        world.run(Clients.pythonClient("client", "pipeline", server, "/sleep?ms=20", 4, 30));

        world.settles(seen -> assertThat(seen.edge("client", "server").kind()).isEqualTo("unclear"));
    }

    /** Sent at once and answered at once, they are one turn of eight requests. */
    @Test
    @Needs("python3")
    void aBatchOfRequestsIsTakenForOneCallOrSaidToBeUnclear(World world) {
        Place server = world.run(Servers.pythonServer("server"));
        world.run(Clients.pythonClient("client", "batch", server, "/work?ms=1", 2, 200));

        world.settles(seen -> {
            assertThat(seen.edge("client", "server").kind()).isIn("call", "unclear");
            seen.isServed("client");
        });
    }

    @Test
    @Needs({"nghttpd", "h2load"})
    void aServerOfManyStreamsOnOneConnectionIsFoundAtItsCpuLimit(World world) {
        world.mayScale("server");
        Place server = world.run(Servers.nghttpd(world, "server").limitedTo("20m"));
        world.run(Clients.h2load("client", server, 10));

        world.settles(seen -> {
            seen.label("server").isEqualTo("CpuBound");
            seen.label("client").isEqualTo("Waiting");
            seen.culprit("client", "CpuBound", "server");
        });
    }

    /** 50 calls a second of 60 ms each: three are under way at once, and the clock of one connection sees one. */
    @Test
    @Needs("node")
    void multiplexedCallsAreSaidToBeUnclear(World world) {
        Place server = world.run(Servers.streamServer("server"));
        world.run(Clients.streamClient("client", server, 50));

        world.settles(seen -> {
            assertThat(seen.edge("client", "server").kind()).isEqualTo("unclear");
            assertThat(seen.edge("client", "server").open()).isEqualTo(1);
        });
    }

    @Test
    @Needs({"python3", "python3-websockets"})
    void aWebSocketThatIsOnlyListenedToIsNoWait(World world) {
        Place server = world.run(Servers.webSocketServer("server"));
        world.run(Clients.webSocketClient("listener", "listen", server));
        world.run(Clients.webSocketClient("talker", "echo", server));

        world.settles(seen -> {
            seen.isServed("listener");
            assertThat(seen.edge("listener", "server").kind()).isIn("subscription", "unclear");
            seen.isServed("talker");
            assertThat(seen.edge("talker", "server").kind()).isEqualTo("call");
        });
    }

    @Test
    @Needs("python3")
    void longPollDoesNotLookLikeAWait(World world) {
        Place server = world.run(Servers.pythonServer("server"));
        world.run(Clients.pythonClient("client", "keep", server, "/poll?seconds=5", 4, 1));

        world.settles(seen -> {
            seen.label("client").isEqualTo("Idle");
            seen.label("server").isEqualTo("Idle");
            assertThat(seen.edge("client", "server").kind()).isEqualTo("subscription");
        });
    }

    @Test
    @Needs({"python3", "wrk"})
    void aLongPollBesideRealWorkTakesNoBlame(World world) {
        world.mayScale("back");
        Place news = world.run(Servers.pythonServer("news"));
        Place back = world.run(Servers.pythonServer("back").limitedTo("50m"));
        Place front = world.run(Servers.pythonServerThatWatches("front", news));
        world.run(Clients.wrk("wrk", front, "/ask?at=" + back.host(), 4));

        world.settles(seen -> {
            seen.label("front").isEqualTo("Waiting");
            seen.culprit("front", "CpuBound", "back");
            assertThat(seen.edge("front", "news").kind()).isEqualTo("subscription");
            seen.label("news").isEqualTo("Idle");
        });
    }

    @Test
    @Needs("postgres")
    void aListenerToADatabaseIsIdle(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres"));
        world.run(Clients.listener("listener", postgres));

        world.settles(seen -> {
            seen.label("listener").isEqualTo("Idle");
            seen.isServed("postgres"); // which has work of its own now and then
            assertThat(seen.edge("listener", "postgres").open()).isEqualTo(1);
        });
    }

    @Test
    @Needs({"postgres", "pgbench"})
    void notificationsThatNobodyAskedForAreNoAnswers(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres"));
        world.run(Clients.listener("listener", postgres));
        world.run(Clients.pgbench(world, "notifier", postgres, "notify orders", 1, 4));

        world.settles(seen -> {
            seen.isServed("listener");
            assertThat(seen.edge("listener", "postgres").kind()).isIn("subscription", "unclear");
            assertThat(seen.edge("notifier", "postgres").kind()).isEqualTo("call");
        });
    }

    @Test
    @Needs("python3")
    void aOneWayStreamIsNoWait(World world) {
        Place sink = world.run(Servers.logSink("sink"));
        world.run(Clients.logSender("sender", sink));

        world.settles(seen -> {
            seen.isServed("sender");
            seen.isServed("sink");
            assertThat(seen.edge("sender", "sink").kind()).isIn("subscription", "unclear");
        });
    }

    @Test
    @Needs({"redis-server", "redis-cli"})
    void subscribersAndConsumersOfAQueueAreIdle(World world) {
        Place redis = world.run(Servers.redis("redis"));
        world.run(Clients.redisCli("subscriber", redis, 0, "SUBSCRIBE", "news"));
        world.run(Clients.redisCli("consumer", redis, 0, "BLPOP", "orders", "0"));
        world.run(Clients.redisCli("publisher", redis, 0.2, "PUBLISH", "news", "hello"));
        world.run(Clients.redisCli("heartbeat", redis, 2, "PING"));

        world.settles(seen -> {
            for (String name : new String[] {"subscriber", "consumer", "heartbeat"}) {
                seen.label(name).isEqualTo("Idle");
            }
            seen.isServed("publisher");
            seen.isServed("redis");
            assertThat(seen.edge("consumer", "redis").kind()).isEqualTo("subscription");
            assertThat(seen.edge("subscriber", "redis").kind()).isIn("subscription", "unclear");
        });
    }

    @Test
    @Needs({"postgres", "pgbench"})
    void aPoolOfAnySizeIsNoWaitWhileItsQueriesAreAnswered(World world) {
        Place postgres = world.run(Servers.postgres(world, "postgres"));
        for (int size : new int[] {1, 20, 200}) {
            world.run(Clients.pgbench(world, "pool-" + size, postgres, "select 1", size, 10));
        }

        world.settles(seen -> {
            for (int size : new int[] {1, 20, 200}) {
                seen.isServed("pool-" + size);
                Graph.Edge edge = seen.edge("pool-" + size, "postgres");
                assertThat(edge.open()).isEqualTo(size);
                assertThat(edge.outstanding()).isLessThan(0.5);
                assertThat(edge.requestsPerSecond()).isBetween(5.0, 16.0);
            }
            seen.isServed("postgres");
        });
    }

    @Test
    @Needs({"postgres", "pgbench"})
    void aPoolOf200IsAWaitWhenTheDatabaseIsAtItsLimit(World world) {
        // of less, making the connections takes most of the test
        Place postgres = world.run(Servers.postgres(world, "postgres").limitedTo("200m"));
        world.run(Clients.pgbench(world, "pool", postgres, "select sum(i) from generate_series(1, 5000) i", 200, 0));

        world.settles(seen -> {
            seen.label("postgres").isEqualTo("CpuBound");
            seen.label("pool").isEqualTo("Waiting");
            seen.culprit("pool", "CpuBound", "postgres");
            assertThat(seen.edge("pool", "postgres").outstanding()).isBetween(150.0, 201.0);
        });
    }
}
