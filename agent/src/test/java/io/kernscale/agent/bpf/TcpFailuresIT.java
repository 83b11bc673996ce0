// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.EdgeCounters.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that fail, each in its own way. */
@RequiresKernel
class TcpFailuresIT {
    private static final int ECONNREFUSED = 111;
    private static final int ECONNRESET = 104;
    private static final int EINPROGRESS = 115;

    private final TcpPair pair = TcpPair.watched(TcpOptions.DEFAULTS);
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void countsRefusals() {
        int listener = server.listens(TcpPair.LOOPBACK);
        int port = server.gets("port", listener);
        server.gets("close", listener);
        for (int i = 0; i < 5; i++) {
            assertThat(client.does("connect", TcpPair.LOOPBACK, port)).isEqualTo(-ECONNREFUSED);
        }
        TcpCounters edge = pair.toServer(port);
        assertThat(edge.refused()).isEqualTo(5);
        assertThat(edge.opened() + edge.closed() + edge.open() + edge.reset() + edge.timedOut() + edge.requests())
                .isZero();
        assertThat(edge.outstanding()).isZero();
    }

    @Test
    void countsResets() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        server.gets("receive", accepted, 100);
        server.gets("abort", accepted);
        assertThat(client.does("receive", connection, 1)).isEqualTo(-ECONNRESET);

        TcpCounters edge = pair.toServer(port);
        assertThat(edge.reset()).isEqualTo(1);
        assertThat(edge.closed()).isEqualTo(1);
        assertThat(edge.open()).isZero();
        assertThat(edge.outstanding()).isZero();
        assertThat(edge.answers()).isZero();
        TcpCounters served = pair.atServer(port);
        assertThat(served.closed()).isEqualTo(1);
        assertThat(served.reset()).as("it was the server who reset").isZero();
        assertThat(served.outstanding()).isZero();
    }

    /** A full backlog swallows what asks to connect, as a host that is gone does. */
    @Test
    void countsAttemptsThatAreGivenUpAndTheirTime() {
        int listener = server.gets("listen", TcpPair.LOOPBACK, 0, 0);
        int port = server.gets("port", listener);
        client.gets("connect", TcpPair.LOOPBACK, port); // fills it
        int attempt = client.gets("dial", TcpPair.LOOPBACK, port);
        TcpCounters before = pair.toServer(port);
        assertThat(before.outstanding()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> pair.toServer(port).retransmits() > 0); // the first segment, a second later
        TcpCounters after = pair.toServer(port);
        assertThat(after.outstandingNanos() - before.outstandingNanos()).isBetween(900_000_000L, 5_000_000_000L);
        assertThat(after.requests()).isZero();

        client.gets("close", attempt);
        TcpCounters edge = pair.toServer(port);
        assertThat(edge.timedOut()).isEqualTo(1);
        assertThat(edge.outstanding()).isZero();
        assertThat(edge.opened()).isEqualTo(1);
        assertThat(edge.open()).isEqualTo(1);
    }

    @Test
    void countsAttemptsThatTheKernelGivesUp() {
        int listener = server.gets("listen", TcpPair.LOOPBACK, 0, 0);
        int port = server.gets("port", listener);
        client.gets("connect", TcpPair.LOOPBACK, port);
        client.gets("patience", 1); // TCP_SYNCNT: one try more, then ETIMEDOUT
        client.tell("connect", TcpPair.LOOPBACK, port);
        await().atMost(Duration.ofSeconds(20)).until(() -> pair.toServer(port).timedOut() == 1);
        assertThat(client.answered()).isNegative();
        assertThat(pair.toServer(port).outstanding()).isZero();
    }

    @Test
    void countsConnectionsWhosePeerVanishes() throws Exception {
        try (var far = FarHost.create()) {
            Peer there = far.peer(pair.servers);
            int port = there.gets("port", there.listens(FarHost.ADDRESS));
            client.gets("user-timeout", 1000);
            int connection = client.gets("connect", FarHost.ADDRESS, port);
            far.vanish();
            client.gets("send", connection, 100);
            TcpCounters sent = pair.edge(pair.clients, Role.CLIENT, FarHost.ADDRESS, port);
            assertThat(sent.outstanding()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pair.edge(pair.clients, Role.CLIENT, FarHost.ADDRESS, port)
                                    .timedOut()
                            == 1);
            TcpCounters edge = pair.edge(pair.clients, Role.CLIENT, FarHost.ADDRESS, port);
            assertThat(edge.closed()).isEqualTo(1);
            assertThat(edge.open()).isZero();
            assertThat(edge.outstanding()).isZero();
            assertThat(edge.retransmits()).isPositive();
            there.close();
        }
    }

    @Test
    void leavesNothingCountedOfKilledProcesses() {
        int port = pair.listens();
        server.gets("serve", 3);
        server.gets("delay", 10_000_000);
        for (int i = 0; i < 20; i++) {
            int connection = client.gets("connect", TcpPair.LOOPBACK, port);
            client.gets("send", connection, 100);
        }
        await().until(() -> pair.atServer(port).outstanding() == 20);
        client.close();
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).open()).isZero();
        server.close();
        await().until(() -> pair.atServer(port).open() == 0);
        assertThat(pair.atServer(port).outstanding()).isZero();
    }
}
