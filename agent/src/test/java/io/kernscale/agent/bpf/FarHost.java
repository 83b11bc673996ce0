// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** A network namespace at the other end of a wire of two virtual devices. */
final class FarHost implements AutoCloseable {
    /** Four addresses of 198.18.0.0/15 (RFC 2544: for tests), by process: two runs at once must not share a route. */
    private static final int NETWORK =
            (198 << 24 | 18 << 16) + (int) (ProcessHandle.current().pid() % 32_768) * 4;

    static final String NEAR_ADDRESS = PeerAddress.ofIpv4(NETWORK + 1).toString();
    static final String ADDRESS = PeerAddress.ofIpv4(NETWORK + 2).toString();

    private final String name = "kernscale-" + ProcessHandle.current().pid();
    private final String device = "ks" + ProcessHandle.current().pid() % 100_000;

    static FarHost create() throws IOException, InterruptedException {
        var host = new FarHost();
        host.ip("netns", "add", host.name);
        host.ip("link", "add", host.device, "type", "veth", "peer", "name", "far", "netns", host.name);
        host.ip("addr", "add", NEAR_ADDRESS + "/30", "dev", host.device);
        host.ip("link", "set", host.device, "up");
        host.ip("-n", host.name, "addr", "add", ADDRESS + "/30", "dev", "far");
        host.ip("-n", host.name, "link", "set", "far", "up");
        return host;
    }

    Peer peer(TestCgroup cgroup) {
        return Peer.in(cgroup, List.of("ip", "netns", "exec", name));
    }

    /** Nothing that is sent to it arrives any more, and nothing comes back. */
    void vanish() throws IOException, InterruptedException {
        ip("-n", name, "link", "set", "far", "arp", "off");
        ip("-n", name, "addr", "flush", "dev", "far");
    }

    private void ip(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.util.stream.Stream.concat(java.util.stream.Stream.of("ip"), List.of(words).stream())
                                .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("ip " + String.join(" ", words) + ": " + said);
        }
    }

    /** The device goes with the namespace that holds its other end. */
    @Override
    public void close() throws IOException, InterruptedException {
        ip("netns", "del", name);
    }
}
