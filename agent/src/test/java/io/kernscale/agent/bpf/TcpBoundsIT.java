// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus.Feature;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that fill up, edges that are given up, sockets that come and go. */
@RequiresKernel
class TcpBoundsIT {
    private static final int MANY = 10_000;

    private final TcpPair pair = new TcpPair();
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    private Map<EdgeKey, TcpCounters> edgesOf(TestCgroup cgroup, Role role) {
        Map<EdgeKey, TcpCounters> edges = new HashMap<>(pair.probes.read().edges());
        edges.keySet().removeIf(edge -> edge.cgroupId() != cgroup.id() || edge.role() != role);
        return edges;
    }

    private MapFill fill() {
        return pair.probes.maps().stream()
                .filter(map -> map.feature() == Feature.TCP)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void foldsTenThousandPeersIntoTheTailBeyondTheShareOfOneCgroup() {
        pair.watch(TcpOptions.DEFAULTS);
        long memoryBefore = fill().memoryBytes();
        int port = server.gets("port", server.listens("0.0.0.0"));
        server.gets("serve", 3);
        client.gets("connect-many", port, MANY);

        Map<EdgeKey, TcpCounters> edges = edgesOf(pair.clients, Role.CLIENT);
        TcpCounters tail = pair.edge(pair.clients, Role.CLIENT, "", 0);
        assertThat(edges).hasSize(8192 / 4 + 1);
        assertThat(tail.open()).isEqualTo(MANY - 8192 / 4);
        assertThat(open(edges)).isEqualTo(MANY);
        assertThat(pair.loss("cgroup_share_full")).isEqualTo(MANY - 8192 / 4);
        assertThat(pair.loss("edges_full")).isZero();
        assertThat(fill().memoryBytes()).isEqualTo(memoryBefore);
        await().atMost(Duration.ofSeconds(30)).until(() -> open(edgesOf(pair.servers, Role.SERVER)) == MANY);

        client.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> open(edgesOf(pair.clients, Role.CLIENT)) == 0);
        assertThat(pair.edge(pair.clients, Role.CLIENT, "", 0).closed()).isEqualTo(MANY - 8192 / 4);
        await().atMost(Duration.ofSeconds(30)).until(() -> open(edgesOf(pair.servers, Role.SERVER)) == 0);
    }

    private static long open(Map<EdgeKey, TcpCounters> edges) {
        return edges.values().stream().mapToLong(TcpCounters::open).sum();
    }

    @Test
    void keepsTailsForCgroupsThatComeWhenTheTableIsFull() {
        pair.watch(TcpOptions.DEFAULTS.withMaxEdges(39)); // 40 slots: 37 for edges, 2 for tails, 10 for one cgroup
        int port = server.gets("port", server.listens("0.0.0.0"));
        server.gets("serve", 3);
        List<TestCgroup> cgroups = LongStream.range(0, 6)
                .mapToObj(i -> pair.clients.child("c" + i))
                .toList();
        List<Peer> peers = cgroups.stream().map(Peer::in).toList();
        try {
            peers.forEach(peer -> peer.gets("connect-many", port, 20));
            assertThat(fill().used()).isLessThanOrEqualTo(39);
            assertThat(pair.loss("cgroup_share_full")).isPositive();
            assertThat(pair.loss("edges_full")).isPositive();
            assertThat(pair.loss("tails_full"))
                    .as("two tails for seven cgroups")
                    .isPositive();
            assertThat(edgesOf(cgroups.getFirst(), Role.CLIENT))
                    .as("its share and its tail")
                    .hasSize(10 + 1);
        } finally {
            peers.forEach(Peer::close);
            cgroups.forEach(TestCgroup::close);
        }
    }

    @Test
    void givesSlotsOfForgottenCgroupsToOthers() {
        pair.watch(TcpOptions.DEFAULTS.withMaxEdges(39));
        int port = server.gets("port", server.listens("0.0.0.0"));
        server.gets("serve", 3);
        for (int round = 0; round < 10; round++) {
            try (TestCgroup cgroup = pair.clients.child("c" + round);
                    Peer peer = Peer.in(cgroup)) {
                peer.gets("connect-many", port, 8);
                Map<EdgeKey, TcpCounters> edges = edgesOf(cgroup, Role.CLIENT);
                assertThat(edges)
                        .hasSize(8)
                        .doesNotContainKey(new EdgeKey(cgroup.id(), Role.CLIENT, PeerAddress.NONE, 0));
                assertThat(edges.values())
                        .allSatisfy(edge -> assertThat(edge.opened()).isEqualTo(1));
                pair.probes.forget(List.of(cgroup.id()));
                assertThat(edgesOf(cgroup, Role.CLIENT)).isEmpty();
            }
        }
        assertThat(pair.loss("edges_full")).isZero();
    }

    @Test
    void aForgottenSocketThatGoesOnIsCountedAgain() {
        pair.watch(TcpOptions.DEFAULTS);
        int port = pair.listens();
        server.gets("serve", 3);
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        client.gets("ask", connection, 5);
        pair.probes.forget(List.of(pair.clients.id(), pair.servers.id()));
        assertThat(pair.toServer(port).open()).isZero();
        client.gets("ask", connection, 3);
        assertThat(pair.toServer(port).open()).isEqualTo(1);
        assertThat(pair.toServer(port).answers()).isEqualTo(3);
        client.gets("close", connection);
        assertThat(pair.toServer(port).open()).isZero();
        await().until(() -> pair.atServer(port).open() == 0);
    }

    /** One place: all other sockets are kept in their own storage. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void countsTheSameWithoutPlaces(int places) {
        pair.watch(TcpOptions.DEFAULTS.withPlaces(places));
        int port = pair.listens();
        server.gets("serve", 3);
        for (int i = 0; i < 50; i++) {
            client.gets("ask", client.gets("connect", TcpPair.LOOPBACK, port), 10);
        }
        client.gets("churn", TcpPair.LOOPBACK, port, 1000);
        assertThat(pair.toServer(port).answers()).isEqualTo(1500);
        assertThat(pair.toServer(port).open()).isEqualTo(50);
        assertThat(pair.atServer(port).answers()).isEqualTo(1500);
        await().until(() -> pair.atServer(port).open() == 50);
        client.close();
        await().until(() -> pair.toServer(port).open() + pair.atServer(port).open() == 0);
        assertThat(pair.toServer(port).closed()).isEqualTo(1050);
        assertThat(pair.atServer(port).closed()).isEqualTo(1050);
        assertThat(pair.loss("socket_storage_refused")).isZero();
    }

    @Test
    void gaugesReturnToZeroAfterAHundredThousandConnections() {
        pair.watch(TcpOptions.DEFAULTS);
        int port = pair.listens();
        server.gets("serve", 3);
        client.gets("churn", TcpPair.LOOPBACK, port, 100_000);
        TcpCounters asked = pair.toServer(port);
        assertThat(asked.opened()).isEqualTo(100_000);
        assertThat(asked.closed()).isEqualTo(100_000);
        assertThat(asked.answers()).isEqualTo(100_000);
        assertThat(asked.open()).isZero();
        assertThat(asked.outstanding()).isZero();
        await().until(() -> pair.atServer(port).closed() == 100_000);
        assertThat(pair.atServer(port).open()).isZero();
        assertThat(pair.atServer(port).outstanding()).isZero();
        assertThat(pair.loss("socket_storage_refused")).isZero();
    }
}
