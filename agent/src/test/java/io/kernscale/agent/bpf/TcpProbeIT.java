// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.EdgeCounters.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns of real sockets, a client's and a server's process each in a cgroup of its own. */
@RequiresKernel
class TcpProbeIT {
    private static final long MILLI = 1_000_000;

    private final TcpPair pair = TcpPair.watched(TcpOptions.DEFAULTS);
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "::1, ::1, ::1",
        "::, ::ffff:127.0.0.1, 127.0.0.1",
        "::, 127.0.0.1, 127.0.0.1"
    })
    void countsTurnsAtBothEnds(String listens, String connects, String peer) {
        int listener = server.listens(listens);
        int port = server.gets("port", listener);
        server.gets("delay", 2000);
        server.gets("serve", listener);
        int connection = client.gets("connect", connects, port);
        client.gets("ask", connection, 100);

        TcpCounters asked = pair.edge(pair.clients, Role.CLIENT, peer, port);
        assertThat(asked.requests()).isEqualTo(100);
        assertThat(asked.answers()).isEqualTo(100);
        assertThat(asked.sentBytes()).isEqualTo(10_000);
        assertThat(asked.receivedBytes()).isEqualTo(10_000);
        assertThat(asked.opened()).isEqualTo(1);
        assertThat(asked.open()).isEqualTo(1);
        assertThat(asked.outstanding()).isZero();
        assertThat(asked.outstandingNanos()).isBetween(100 * 2 * MILLI, 100 * 200 * MILLI);
        assertThat(asked.rttMicros()).isPositive();

        TcpCounters served = pair.edge(pair.servers, Role.SERVER, peer, port);
        assertThat(served.requests()).isEqualTo(100);
        assertThat(served.answers()).isEqualTo(100);
        assertThat(served.outstandingNanos()).isBetween(100 * 2 * MILLI, asked.outstandingNanos());
        assertThat(served.open()).isEqualTo(1);
        assertThat(List.of(asked, served)).allSatisfy(edge -> {
            assertThat(edge.overlaps()).isZero();
            assertThat(edge.unasked()).isZero();
        });

        client.gets("close", connection);
        await().until(() -> pair.edge(pair.servers, Role.SERVER, peer, port).open() == 0);
        assertThat(pair.edge(pair.clients, Role.CLIENT, peer, port).closed()).isEqualTo(1);
        assertThat(pair.edge(pair.servers, Role.SERVER, peer, port).closed()).isEqualTo(1);
    }

    @Test
    void showsTurnsInProgressAsTheyGrow() {
        int port = pair.listens();
        int one = client.gets("connect", TcpPair.LOOPBACK, port);
        int two = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", one, 100);
        client.gets("send", two, 100);
        server.gets("receive", accepted, 100);
        long first = System.nanoTime();
        TcpCounters askedBefore = pair.toServer(port);
        TcpCounters servedBefore = pair.atServer(port);
        TcpPair.pause(500);
        TcpCounters asked = pair.toServer(port);
        TcpCounters served = pair.atServer(port);
        long elapsedNanos = System.nanoTime() - first;

        assertThat(asked.outstanding()).isEqualTo(2);
        assertThat(asked.requests()).isEqualTo(2);
        assertThat(asked.answers()).isZero();
        assertThat(asked.outstandingNanos() - askedBefore.outstandingNanos())
                .isBetween(2 * 499 * MILLI, 2 * elapsedNanos);
        assertThat(served.outstanding()).isEqualTo(1);
        assertThat(served.outstandingNanos() - servedBefore.outstandingNanos()).isBetween(499 * MILLI, elapsedNanos);

        server.gets("send", accepted, 10);
        client.gets("receive", one, 10);
        TcpCounters answered = pair.toServer(port);
        assertThat(answered.outstanding()).isEqualTo(1);
        assertThat(answered.answers()).isEqualTo(1);
        assertThat(Arrays.stream(answered.answerHistogram()).skip(18).sum()) // from 262 ms on
                .isEqualTo(1);
    }

    @Test
    void aPoolOfIdleConnectionsWaitsForNothing() {
        int port = pair.listens();
        server.gets("serve", 3);
        for (int i = 0; i < 100; i++) {
            int connection = client.gets("connect", TcpPair.LOOPBACK, port);
            if (i % 2 == 0) {
                client.gets("ask", connection, 1);
            }
        }
        long before = pair.toServer(port).outstandingNanos();
        TcpPair.pause(200);
        TcpCounters pool = pair.toServer(port);
        assertThat(pool.open()).isEqualTo(100);
        assertThat(pool.outstanding()).isZero();
        assertThat(pool.outstandingNanos()).isEqualTo(before);
        assertThat(pair.atServer(port).outstanding()).isZero();
    }

    @Test
    void aHalfClosedClientStillWaits() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        client.gets("half-close", connection);
        server.gets("receive", accepted, 1000); // up to the end
        assertThat(pair.toServer(port).outstanding()).isEqualTo(1);
        assertThat(pair.toServer(port).open()).isEqualTo(1);
        assertThat(pair.atServer(port).outstanding()).isEqualTo(1);

        server.gets("send", accepted, 100);
        server.gets("close", accepted);
        await().until(() -> pair.atServer(port).outstanding() == 0);
        client.gets("receive", connection, 1000);
        assertThat(pair.toServer(port).answers()).isEqualTo(1);
        assertThat(pair.atServer(port).answers()).isEqualTo(1);
        client.gets("close", connection);
        await().until(() -> pair.toServer(port).open() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "abort"})
    void aClientThatGivesUpWaitsNoMore(String how) {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        server.gets("accept", 3);
        client.gets("send", connection, 100);
        client.gets(how, connection);
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).answers()).isZero();
        assertThat(pair.toServer(port).closed()).isEqualTo(1);
    }

    @Test
    void aServerThatClosesEndsTheWait() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        server.gets("receive", accepted, 100);
        server.gets("close", accepted);
        await().until(() -> pair.toServer(port).outstanding() == 0);
        assertThat(pair.toServer(port).answers()).isZero();
        assertThat(pair.toServer(port).requests()).isEqualTo(1);
        assertThat(pair.atServer(port).outstanding()).isZero();
    }

    @Test
    void anAnswerThatComesWithTheEndIsAnAnswer() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        server.gets("receive", accepted, 100);
        server.gets("send", accepted, 100);
        server.gets("close", accepted);
        await().until(() -> pair.atServer(port).closed() == 1);
        client.gets("receive", connection, 1000);
        assertThat(pair.toServer(port).answers()).isEqualTo(1);
        assertThat(pair.toServer(port).outstanding()).isZero();
    }

    @Test
    void aPeekIsAnArrivalWithoutBytes() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        server.gets("peek", accepted);
        assertThat(pair.atServer(port).requests()).isEqualTo(1);
        assertThat(pair.atServer(port).receivedBytes()).isZero();
        server.gets("receive", accepted, 100);
        assertThat(pair.atServer(port).requests()).isEqualTo(1);
        assertThat(pair.atServer(port).receivedBytes()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"sendfile, receive", "uring-send, uring-receive", "send, splice"})
    void seesDataThatGoesOtherWays(String sends, String receives) {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        for (int i = 0; i < 3; i++) {
            client.gets("send", connection, 100);
            server.gets("receive", accepted, 100);
            server.gets(sends, accepted, 1000);
            client.gets(receives, connection, 1000);
        }
        TcpCounters asked = pair.toServer(port);
        TcpCounters served = pair.atServer(port);
        assertThat(served.answers()).isEqualTo(3);
        assertThat(served.sentBytes()).isEqualTo(3000);
        assertThat(asked.answers()).isEqualTo(3);
        assertThat(asked.receivedBytes()).isEqualTo(3000);
        assertThat(asked.outstanding()).isZero();
    }

    @Test
    void seesEventLoops() {
        int port = pair.listens();
        server.gets("serve-epoll", 3);
        for (int i = 0; i < 10; i++) {
            client.gets("ask", client.gets("connect", TcpPair.LOOPBACK, port), 20);
        }
        TcpCounters served = pair.atServer(port);
        assertThat(served.requests()).isEqualTo(200);
        assertThat(served.answers()).isEqualTo(200);
        assertThat(served.open()).isEqualTo(10);
    }

    @Test
    void bothEndsSampleTheSameConnections() {
        pair.probes.close();
        pair.watch(TcpOptions.DEFAULTS.withWalkInterval(java.time.Duration.ofMillis(1)));
        int port = pair.listens();
        server.gets("serve", 3);
        for (int i = 0; i < 40; i++) {
            client.gets("ask", client.gets("connect", TcpPair.LOOPBACK, port), 1);
        }
        await().until(() -> pair.toServer(port).connections().size() == 16);
        assertThat(pair.atServer(port).connections())
                .isEqualTo(pair.toServer(port).connections())
                .allSatisfy(client -> assertThat(client.toString()).startsWith("127.0.0.1:"));
    }
}
