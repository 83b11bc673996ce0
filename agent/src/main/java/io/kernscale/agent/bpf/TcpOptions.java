// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How the TCP probe is loaded.
 *
 * @param maxEdges     edges that can have counters at one time, 16 to 1,000,000; others are folded into tails
 * @param places       sockets that are kept in a table of 64 bytes each, a power of two up to 4,194,304; what finds its
 *                     place taken is kept with the socket
 * @param hooks        what to see sends by, best first
 * @param walkInterval least time between two walks over all sockets; a walk that takes long comes more rarely
 */
public record TcpOptions(int maxEdges, int places, List<Hooks> hooks, Duration walkInterval) {

    /** What the probe sees by that something was sent. */
    public enum Hooks {
        /** Calls that send, since Linux 6.3: exact. */
        SENDS,
        /** Segments that arrive: what was sent shows when something comes back for it. */
        SEGMENTS
    }

    /** 8191 edges: with one row for all that finds no other, 3 MiB a CPU. Places in 4 MiB. A walk in 10 s. */
    public static final TcpOptions DEFAULTS =
            new TcpOptions(8191, 65_536, List.of(Hooks.SENDS, Hooks.SEGMENTS), Duration.ofSeconds(10));

    public TcpOptions {
        if (maxEdges < 16 || maxEdges > 1_000_000) {
            throw new IllegalArgumentException("maxEdges must be in [16, 1000000], was: " + maxEdges);
        }
        if (Integer.bitCount(places) != 1 || places > 1 << 22) {
            throw new IllegalArgumentException("places must be a power of two up to 4194304, was: " + places);
        }
        hooks = List.copyOf(hooks);
        if (hooks.isEmpty()) {
            throw new IllegalArgumentException("hooks must name SENDS, SEGMENTS or both, was empty");
        }
        requireNonNull(walkInterval, "walkInterval");
    }

    public TcpOptions withMaxEdges(int edges) {
        return new TcpOptions(edges, places, hooks, walkInterval);
    }

    public TcpOptions withPlaces(int count) {
        return new TcpOptions(maxEdges, count, hooks, walkInterval);
    }

    public TcpOptions withHooks(List<Hooks> order) {
        return new TcpOptions(maxEdges, places, order, walkInterval);
    }

    public TcpOptions withWalkInterval(Duration interval) {
        return new TcpOptions(maxEdges, places, hooks, interval);
    }
}
