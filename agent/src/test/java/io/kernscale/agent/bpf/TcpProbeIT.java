// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus.Feature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turns of real sockets, a client's and a server's process each in a cgroup of its own. */
@RequiresKernel
class TcpProbeIT {
    private static final String LOOPBACK = "127.0.0.1";

    private final TestCgroup clients = TestCgroup.create();
    private final TestCgroup servers = TestCgroup.create();
    private KernelProbes probes;
    private Peer client;
    private Peer server;

    @BeforeEach
    void open() {
        probes = BpfKernelProbes.open(BpfOptions.defaults());
        assertThat(probes.delivers(Feature.TCP)).as("%s", probes.status()).isTrue();
        client = Peer.in(clients);
        server = Peer.in(servers);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        probes.close();
        clients.close();
        servers.close();
    }

    private TcpCounters edge(TestCgroup cgroup, Role role, String peer, int port) {
        return TcpEdges.of(probes, cgroup, role, peer, port);
    }

    private TcpCounters toServer(int port) {
        return edge(clients, Role.CLIENT, LOOPBACK, port);
    }

    private TcpCounters atServer(int port) {
        return edge(servers, Role.SERVER, LOOPBACK, port);
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
        client.gets("ask", connection, 100);

        TcpCounters asked = edge(clients, Role.CLIENT, peer, port);
        assertThat(asked.requests()).isEqualTo(200);
        assertThat(asked.answers()).isEqualTo(200);
        assertThat(asked.sentBytes()).isEqualTo(20_000);
        assertThat(asked.receivedBytes()).isEqualTo(20_000);
        assertThat(asked.opened()).isEqualTo(1);
        assertThat(asked.open()).isEqualTo(1);
        assertThat(asked.outstanding()).isZero();
        assertThat(asked.outstandingNanos()).isBetween(200 * 2_000_000L, 200 * 6_000_000L);
        assertThat(asked.rttMicros()).isPositive();

        TcpCounters served = edge(servers, Role.SERVER, peer, port);
        assertThat(served.requests()).isEqualTo(200);
        assertThat(served.answers()).isEqualTo(200);
        assertThat(served.outstandingNanos()).isBetween(200 * 2_000_000L, asked.outstandingNanos());
        assertThat(served.open()).isEqualTo(1);
        assertThat(served.overlaps() + served.unasked() + asked.overlaps() + asked.unasked())
                .isZero();
        assertThat(served.connections()).isEqualTo(asked.connections());

        client.gets("close", connection);
        await().until(() -> edge(servers, Role.SERVER, peer, port).open() == 0);
        assertThat(edge(clients, Role.CLIENT, peer, port).closed()).isEqualTo(1);
        assertThat(edge(servers, Role.SERVER, peer, port).closed()).isEqualTo(1);
    }
}
