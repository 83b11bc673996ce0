// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus.Feature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A client's and a server's process, each in a cgroup of its own, and probes that watch them. */
final class TcpPair implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";
    static final TcpCounters NONE =
            new TcpCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new long[26], 0, 0, 0, List.of());

    final TestCgroup clients = TestCgroup.create();
    final TestCgroup servers = TestCgroup.create();
    final Peer client = Peer.in(clients);
    final Peer server = Peer.in(servers);
    KernelProbes probes;

    /** Probes from the beginning. */
    static TcpPair watched(TcpOptions options) {
        TcpPair pair = new TcpPair();
        try {
            pair.watch(options);
        } catch (AssertionError e) {
            pair.close();
            throw e;
        }
        return pair;
    }

    void watch(TcpOptions options) {
        probes = BpfKernelProbes.open(BpfOptions.defaults().withTcp(options));
        assertThat(probes.delivers(Feature.TCP)).as("%s", probes.status()).isTrue();
    }

    /** Lets time pass that a test is about. A permit may end one park early. */
    static void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A listener of the server's on any port; its port. The listener's descriptor is the first: 3. */
    int listens() {
        return server.gets("port", server.listens(LOOPBACK));
    }

    TcpCounters toServer(int port) {
        return edge(clients, Role.CLIENT, LOOPBACK, port);
    }

    TcpCounters atServer(int port) {
        return edge(servers, Role.SERVER, LOOPBACK, port);
    }

    /** @param peer as numbers; empty for the tail */
    TcpCounters edge(TestCgroup cgroup, Role role, String peer, int port) {
        return probes.read().edges().entrySet().stream()
                .filter(entry -> is(entry.getKey(), cgroup, role, peer, port))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NONE);
    }

    private static boolean is(EdgeKey key, TestCgroup cgroup, Role role, String peer, int port) {
        return key.cgroupId() == cgroup.id()
                && key.role() == role
                && key.peer().toString().equals(peer)
                && key.port() == port;
    }

    long loss(String reason) {
        return probes.losses().stream()
                .filter(loss -> loss.feature() == Feature.TCP && loss.reason().equals(reason))
                .mapToLong(loss -> loss.count())
                .sum();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        if (probes != null) {
            probes.close();
        }
        clients.close();
        servers.close();
    }
}
