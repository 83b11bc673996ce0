// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One walk over all connections: of each edge those with the smallest hash of the client's address and port. Both ends
 * of a connection have the same hash, so the samples of two ends are the same as long as they see the same connections.
 */
final class TcpWalk {
    private static final int SAMPLES = 16;
    private static final long SLOT = SchedLayouts.offset(TcpLayouts.SEEN, "slot");
    private static final long GENERATION = SchedLayouts.offset(TcpLayouts.SEEN, "generation");
    private static final long CLIENT_PORT = SchedLayouts.offset(TcpLayouts.SEEN, "client_port");
    private static final Comparator<Endpoint> BY_HASH =
            Comparator.comparingLong(TcpWalk::hash).thenComparing(Endpoint::toString);

    private final TcpSlots slots;
    private final Map<Integer, TreeSet<Endpoint>> samples = new HashMap<>();

    TcpWalk(TcpSlots slots) {
        this.slots = slots;
    }

    /** @param seen {@code struct tcp_seen[]} */
    void accept(MemorySegment seen) {
        seen.elements(TcpLayouts.SEEN).forEach(this::add);
    }

    private void add(MemorySegment seen) {
        int slot = seen.get(JAVA_INT, SLOT);
        if (slots.generation(slot) != seen.get(JAVA_INT, GENERATION)) {
            return; // the edge was given up
        }
        var client = new Endpoint(TcpSlots.address(seen, 0), Short.toUnsignedInt(seen.get(JAVA_SHORT, CLIENT_PORT)));
        TreeSet<Endpoint> smallest = samples.computeIfAbsent(slot, s -> new TreeSet<>(BY_HASH));
        smallest.add(client);
        if (smallest.size() > SAMPLES) {
            smallest.removeLast();
        }
    }

    List<Endpoint> connections(int slot) {
        TreeSet<Endpoint> sample = samples.get(slot);
        return sample == null ? List.of() : List.copyOf(sample);
    }

    void forget(int slot) {
        samples.remove(slot);
    }

    /** The last steps of MurmurHash3 over address and port: close ports come out far apart. */
    private static long hash(Endpoint client) {
        return mix(client.address().high() ^ mix(client.address().low() ^ mix(client.port())));
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
