// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that are older than the probe. */
@RequiresKernel
class TcpSeedIT {
    private static final long JIFFIES_MILLIS = 50; // more than one, whatever their rate

    private final TcpPair pair = new TcpPair();
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    private record Connection(int client, int server) {}

    private Connection connect(int port) {
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        return new Connection(connection, server.gets("accept", 3));
    }

    private void exchange(Connection connection) {
        client.gets("send", connection.client(), 100);
        server.gets("receive", connection.server(), 100);
        server.gets("send", connection.server(), 100);
        client.gets("receive", connection.client(), 100);
    }

    @Test
    void areMetWithTheirRolesAndTurns() {
        int port = pair.listens();
        Connection unused = connect(port);
        Connection idle = connect(port);
        exchange(idle);
        Connection busy = connect(port);
        exchange(busy);
        TcpPair.pause(JIFFIES_MILLIS);
        client.gets("send", busy.client(), 100);
        server.gets("receive", busy.server(), 100);
        TcpPair.pause(JIFFIES_MILLIS);

        pair.watch(TcpOptions.DEFAULTS);
        TcpPair.pause(JIFFIES_MILLIS);
        TcpCounters asked = pair.toServer(port);
        assertThat(asked.open()).isEqualTo(3);
        assertThat(asked.opened()).isZero();
        assertThat(asked.outstanding()).isEqualTo(1);
        assertThat(asked.outstandingNanos()).isGreaterThan(JIFFIES_MILLIS * 1_000_000 * 9 / 10);
        TcpCounters served = pair.atServer(port);
        assertThat(served.open()).isEqualTo(3);
        assertThat(served.outstanding()).isEqualTo(1);
        assertThat(asked.connections()).hasSize(3).isEqualTo(served.connections());

        server.gets("send", busy.server(), 100);
        client.gets("receive", busy.client(), 100);
        exchange(idle);
        exchange(unused);
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.atServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).answers()).isEqualTo(3);
        assertThat(pair.toServer(port).unasked()).isZero();
        List.of(unused, idle, busy).forEach(connection -> {
            client.gets("close", connection.client());
            server.gets("close", connection.server());
        });
        assertThat(pair.toServer(port).open()).isZero();
        assertThat(pair.atServer(port).open()).isZero();
        assertThat(pair.toServer(port).closed()).isEqualTo(3);
    }

    @Test
    void areMetInOtherNamespaces() throws Exception {
        try (var far = FarHost.create();
                var there = far.peer(pair.servers)) {
            int port = there.gets("port", there.listens(FarHost.ADDRESS));
            client.gets("connect", FarHost.ADDRESS, port);
            there.gets("accept", 3);
            pair.watch(TcpOptions.DEFAULTS);
            assertThat(pair.probes.read().edges().entrySet())
                    .filteredOn(edge -> edge.getKey().cgroupId() == pair.servers.id())
                    .singleElement()
                    .satisfies(edge -> {
                        assertThat(edge.getKey().port()).isEqualTo(port);
                        assertThat(edge.getKey().peer().toString()).isEqualTo(FarHost.NEAR_ADDRESS);
                        assertThat(edge.getValue().open()).isEqualTo(1);
                    });
        }
    }
}
