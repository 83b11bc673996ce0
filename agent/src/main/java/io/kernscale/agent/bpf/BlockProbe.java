// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.agent.bpf.KernelSample.BlockKey;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Block requests per cgroup and device. One thread at a time. */
final class BlockProbe implements Probe {
    private static final int HIST_SLOTS = SchedLayouts.HIST_SLOTS;
    private static final List<String> LOSSES = List.of("requests_full", "cgroup_rows_full");

    static final StructLayout SETTINGS =
            structLayout(JAVA_LONG.withName("queue_first")).withName("block_settings");

    static final StructLayout KEY = structLayout(
                    JAVA_LONG.withName("cgroup_id"), JAVA_INT.withName("major"), JAVA_INT.withName("minor"))
            .withName("block_key");

    static final StructLayout ROW = structLayout(
                    JAVA_LONG.withName("reads"),
                    JAVA_LONG.withName("writes"),
                    JAVA_LONG.withName("read_bytes"),
                    JAVA_LONG.withName("written_bytes"),
                    JAVA_LONG.withName("queued_ns"),
                    JAVA_LONG.withName("device_ns"),
                    JAVA_LONG.withName("in_flight"),
                    sequenceLayout(HIST_SLOTS, JAVA_LONG).withName("queued_hist"),
                    sequenceLayout(HIST_SLOTS, JAVA_LONG).withName("device_hist"))
            .withName("block_row");

    private static final long QUEUED_HIST = SchedLayouts.offset(ROW, "queued_hist");
    private static final long DEVICE_HIST = SchedLayouts.offset(ROW, "device_hist");

    private final Loaded loaded;
    private final Arena arena = Arena.ofShared();
    private final HashReader rows;
    private final HashReader requests;

    static BlockProbe load(FeatureLoader loader, KernelTypes types, BpfOptions options) throws ProbeRefused {
        return new BlockProbe(loader.load(Feature.BLOCK, "block", variants(options), new Steps(types, options)));
    }

    private static List<Variant> variants(BpfOptions options) {
        var typed = new Variant(
                Source.TP_BTF,
                Map.of(
                        "on_insert", "block_rq_insert",
                        "on_issue", "block_rq_issue",
                        "on_complete", "block_rq_complete"));
        var raw = new Variant(
                Source.RAW_TP,
                Map.of(
                        "on_insert_raw", "block_rq_insert",
                        "on_issue_raw", "block_rq_issue",
                        "on_complete_raw", "block_rq_complete"));
        return options.attachOrder().stream()
                .map(source -> source == Source.TP_BTF ? typed : raw)
                .toList();
    }

    private record Steps(KernelTypes types, BpfOptions options) implements FeatureLoader.Steps {

        @Override
        public void prepare(BpfObject object, Variant variant) {
            boolean queueFirst = types.tracepointArguments("block_rq_issue") == 2;
            object.initialValue(".rodata.settings").set(JAVA_LONG, 0, queueFirst ? 1 : 0);
            object.map("rows").resize(options.maxCgroups());
        }

        @Override
        public void attach(BpfObject object, Variant variant) {
            variant.hooks().keySet().forEach(object::attach);
        }
    }

    private BlockProbe(Loaded loaded) {
        this.loaded = loaded;
        rows = new HashReader(loaded.object().map("rows"), arena);
        requests = new HashReader(loaded.object().map("requests"), arena);
    }

    Map<BlockKey, BlockCounters> read() {
        Map<BlockKey, BlockCounters> counters = new HashMap<>();
        rows.forEach((key, row) -> counters.put(key(key), counters(row)));
        return counters;
    }

    private static BlockKey key(MemorySegment key) {
        return new BlockKey(key.get(JAVA_LONG, 0), key.get(JAVA_INT, 8), key.get(JAVA_INT, 12));
    }

    private static BlockCounters counters(MemorySegment row) {
        return new BlockCounters(
                row.getAtIndex(JAVA_LONG, 0),
                row.getAtIndex(JAVA_LONG, 1),
                row.getAtIndex(JAVA_LONG, 2),
                row.getAtIndex(JAVA_LONG, 3),
                row.getAtIndex(JAVA_LONG, 4),
                row.getAtIndex(JAVA_LONG, 5),
                row.asSlice(QUEUED_HIST, 8L * HIST_SLOTS).toArray(JAVA_LONG),
                row.asSlice(DEVICE_HIST, 8L * HIST_SLOTS).toArray(JAVA_LONG),
                Math.max(0, row.getAtIndex(JAVA_LONG, 6)));
    }

    void forget(Collection<Long> cgroupIds) {
        Set<Long> gone = new HashSet<>(cgroupIds);
        BpfMap map = loaded.object().map("rows");
        List<MemorySegment> keys = new ArrayList<>();
        try (Arena call = Arena.ofConfined()) {
            rows.forEach((key, row) -> {
                if (gone.contains(key.get(JAVA_LONG, 0))) {
                    keys.add(call.allocate(KEY).copyFrom(key));
                }
            });
            keys.forEach(map::delete);
        }
    }

    @Override
    public Loaded loaded() {
        return loaded;
    }

    @Override
    public List<MapFill> maps() {
        BpfMap rowMap = loaded.object().map("rows");
        BpfMap requestMap = loaded.object().map("requests");
        return List.of(
                new MapFill(Feature.BLOCK, "rows", rows.count(), rowMap.capacity(), rowMap.memoryBytes()),
                new MapFill(
                        Feature.BLOCK, "requests", requests.count(), requestMap.capacity(), requestMap.memoryBytes()));
    }

    @Override
    public List<LossCounter> losses() {
        return Probe.losses(Feature.BLOCK, loaded.object(), LOSSES);
    }

    @Override
    public void close() {
        loaded.object().close();
        arena.close();
    }
}
