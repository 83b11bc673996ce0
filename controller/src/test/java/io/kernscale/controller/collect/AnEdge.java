// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.List;

/** Builds the counters of one TCP edge for tests; all of them are 0 at first. */
public final class AnEdge {

    private final Role role;
    private final String peer;
    private final int port;
    private int open;
    private long opened;
    private long bytes;
    private long requests;
    private long outstandingMillis;
    private int outstanding;
    private long rttMicros;
    private List<Long> answers = List.of();
    private List<String> connections = List.of();

    private AnEdge(Role role, String peer, int port) {
        this.role = role;
        this.peer = peer;
        this.port = port;
    }

    public static AnEdge client(String peer, int port) {
        return new AnEdge(Role.CLIENT, peer, port);
    }

    public static AnEdge server(String peer, int port) {
        return new AnEdge(Role.SERVER, peer, port);
    }

    public AnEdge open(int value) {
        open = value;
        return this;
    }

    public AnEdge opened(long value) {
        opened = value;
        return this;
    }

    public AnEdge bytes(long value) {
        bytes = value;
        return this;
    }

    /** So many requests, all of them answered. */
    public AnEdge requests(long value) {
        requests = value;
        return this;
    }

    public AnEdge outstandingMillis(long value) {
        outstandingMillis = value;
        return this;
    }

    public AnEdge outstanding(int value) {
        outstanding = value;
        return this;
    }

    public AnEdge rttMicros(long value) {
        rttMicros = value;
        return this;
    }

    public AnEdge answers(Long... counts) {
        answers = List.of(counts);
        return this;
    }

    public AnEdge connections(String... clients) {
        connections = List.of(clients);
        open = Math.max(open, clients.length);
        return this;
    }

    public EdgeCounters counters() {
        return new EdgeCounters(
                role,
                peer,
                port,
                opened,
                0,
                0,
                0,
                0,
                open,
                bytes,
                bytes,
                rttMicros,
                0,
                requests,
                requests,
                outstandingMillis * 1_000_000,
                answers,
                outstanding,
                0,
                0,
                connections);
    }
}
