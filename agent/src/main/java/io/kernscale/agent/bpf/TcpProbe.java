// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * TCP edges: who asks whom. Rows are read in place; time in progress comes from them alone, without a look at the
 * sockets. Every now and then a walk over the sockets samples who is connected. One thread at a time.
 */
final class TcpProbe implements Probe {
    private static final List<String> LOSSES =
            List.of("edges_full", "cgroup_share_full", "tails_full", "socket_storage_refused");

    /** An edge without connections is given up after so long, when room is short. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    /** A walk takes at most this part of the time. */
    private static final long WALK_PART = 500;

    private final Loaded loaded;
    private final Libc libc;
    private final TcpOptions options;
    private final TcpSlots slots;
    private final TcpRows rows;
    private final int walkLink;
    private TcpWalk walk;
    private long walkDueNanos;

    static TcpProbe load(FeatureLoader loader, Libc libc, int cpus, BpfOptions options) throws ProbeRefused {
        if (!options.attachOrder().contains(Source.TP_BTF)) {
            throw new ProbeRefused(List.of(new ProbeStatus(
                    Feature.TCP,
                    "on_state",
                    "inet_sock_set_state",
                    Source.NONE,
                    "TP_BTF is not in attachOrder: what is kept per socket needs BTF-typed tracepoints; allow TP_BTF",
                    List.of())));
        }
        return new TcpProbe(
                loader.load(Feature.TCP, "tcp", TcpHooks.variants(options.tcp().hooks()), new Steps(cpus, options)),
                libc,
                options.tcp());
    }

    private record Steps(int cpus, BpfOptions options) implements FeatureLoader.Steps {

        @Override
        public void prepare(BpfObject object, Variant variant) {
            TcpSize size = TcpSize.of(options.tcp().maxEdges(), cpus, options.mapBudgetBytes());
            MemorySegment settings = object.initialValue(".rodata.settings");
            settings.set(JAVA_INT, 0, size.slots());
            settings.set(JAVA_INT, 4, size.ownRows());
            settings.set(JAVA_INT, 8, size.share());
            settings.set(JAVA_INT, 12, size.stripes() - 1);
            settings.set(JAVA_INT, 16, options.tcp().places() - 1);
            boolean bySegments = variant.hooks().containsKey(TcpHooks.SEGMENT);
            settings.set(JAVA_INT, 20, bySegments ? 1 : 0);
            settings.set(JAVA_INT, 24, bySegments || size.stripes() < cpus ? 1 : 0); // segments come in softirqs
            object.map("places").resize(options.tcp().places());
            object.map("rows").resize(size.slots() * size.stripes());
            for (String map : List.of("edges", "slot_of", "free_slots")) {
                object.map(map).resize(size.slots());
            }
            object.map("shares").resize(Math.min(size.slots(), options.maxCgroups()));
        }

        @Override
        public void attach(BpfObject object, Variant variant) {
            variant.hooks().keySet().stream()
                    .filter(program -> !program.equals(TcpHooks.WALK))
                    .forEach(object::attach);
        }
    }

    private TcpProbe(Loaded loaded, Libc libc, TcpOptions options) {
        this.loaded = loaded;
        this.libc = libc;
        this.options = options;
        slots = new TcpSlots(loaded.object());
        rows = new TcpRows(loaded.object(), slots.capacity());
        walkLink = loaded.object().attach(TcpHooks.WALK);
        walk = new TcpWalk(slots);
        walkOver(libc.monotonicNanos()); // after the hooks, so that no socket is made between them and this
    }

    private void walkOver(long nowNanos) {
        walk = new TcpWalk(slots);
        loaded.object().iterate(walkLink, walk::accept);
        long tookNanos = libc.monotonicNanos() - nowNanos;
        walkDueNanos = nowNanos + Math.max(options.walkInterval().toNanos(), WALK_PART * tookNanos);
    }

    Map<EdgeKey, TcpCounters> read() {
        recycle();
        if (libc.monotonicNanos() >= walkDueNanos) {
            walkOver(libc.monotonicNanos());
        }
        long nowNanos = libc.monotonicNanos();
        boolean roomIsShort = slots.held() > slots.capacity() * 3L / 4;
        Map<EdgeKey, TcpCounters> counters = HashMap.newHashMap(slots.held());
        int end = slots.end();
        for (int slot = TcpSlots.NOBODYS + 1; slot < end; slot++) {
            EdgeKey edge = slots.edge(slot);
            if (edge == null) {
                continue;
            }
            TcpRow row = rows.read(slot, nowNanos);
            if (roomIsShort && row.isIdle(nowNanos, IDLE_NANOS)) {
                retire(slot);
            } else {
                counters.put(edge, row.counters(walk.connections(slot)));
            }
        }
        return counters;
    }

    private void retire(int slot) {
        if (slots.retire(slot)) {
            rows.expire(slot, slots.generation(slot));
        }
    }

    /** A slot rests from its retirement to the next reading, so that no event under way writes to its rows. */
    private void recycle() {
        for (int slot : slots.takeRetired()) {
            rows.clear(slot);
            walk.forget(slot);
            slots.recycle(slot);
        }
    }

    void forget(Collection<Long> cgroupIds) {
        Set<Long> gone = new HashSet<>(cgroupIds);
        for (int slot = TcpSlots.NOBODYS + 1; slot < slots.end(); slot++) {
            EdgeKey edge = slots.edge(slot);
            if (edge != null && gone.contains(edge.cgroupId())) {
                retire(slot);
            }
        }
    }

    @Override
    public Loaded loaded() {
        return loaded;
    }

    /** Memory without what is kept with sockets that found no place, some 400 bytes for each. */
    @Override
    public List<MapFill> maps() {
        long memoryBytes = List.of("places", "rows", "edges", "slot_of", "free_slots", "shares").stream()
                .mapToLong(map -> loaded.object().map(map).memoryBytes())
                .sum();
        return List.of(new MapFill(Feature.TCP, "edges", slots.held(), slots.capacity() - 1L, memoryBytes));
    }

    /** Of a skipped run the gauges recover when the socket ends. */
    @Override
    public List<LossCounter> losses() {
        List<LossCounter> losses = new ArrayList<>(Probe.losses(Feature.TCP, loaded.object(), LOSSES));
        long skipped = loaded.status().stream()
                .mapToLong(probe -> loaded.object().info(probe.program()).skippedRuns())
                .sum();
        losses.add(new LossCounter(Feature.TCP, "runs_skipped", skipped));
        return losses;
    }
}
