// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.lang.foreign.Arena;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A clock on every online CPU that looks at what runs. One thread at a time. */
final class SamplingProbe implements Probe {
    private static final List<String> LOSSES = List.of("cgroup_rows_full", "hot_addresses_full");

    static final StructLayout ROW = structLayout(JAVA_LONG.withName("user"), JAVA_LONG.withName("kernel"))
            .withName("sample_row");

    static final StructLayout HOT_KEY = structLayout(
                    JAVA_LONG.withName("cgroup_id"),
                    JAVA_LONG.withName("ip"),
                    JAVA_INT.withName("tgid"),
                    JAVA_INT.withName("in_kernel"))
            .withName("hot_key");

    private final Loaded loaded;
    private final Arena arena = Arena.ofShared();
    private final HashReader ticks;
    private final HashReader hot;

    static SamplingProbe load(FeatureLoader loader, Libc libc, BpfOptions options) throws ProbeRefused {
        var variant = new Variant(Source.PERF_EVENT, Map.of("on_tick", "cpu-clock"));
        return new SamplingProbe(loader.load(Feature.SAMPLING, "sampling", List.of(variant), new Steps(libc, options)));
    }

    private record Steps(Libc libc, BpfOptions options) implements FeatureLoader.Steps {

        @Override
        public void prepare(BpfObject object, Variant variant) {
            object.map("ticks").resize(options.maxCgroups());
        }

        @Override
        public void attach(BpfObject object, Variant variant) {
            for (int cpu : OnlineCpus.read()) {
                object.attachPerfEvent("on_tick", PerfEvent.openCpuClock(libc, cpu, options.sampleHertz()));
            }
        }
    }

    private SamplingProbe(Loaded loaded) {
        this.loaded = loaded;
        ticks = new HashReader(loaded.object().map("ticks"), arena);
        hot = new HashReader(loaded.object().map("hot"), arena);
    }

    Map<Long, SampleCounts> read() {
        Map<Long, SampleCounts> counts = new HashMap<>();
        ticks.forEach((cgroupId, row) ->
                counts.put(cgroupId.get(JAVA_LONG, 0), new SampleCounts(row.get(JAVA_LONG, 0), row.get(JAVA_LONG, 8))));
        return counts;
    }

    /** Empties the map: samples of other cgroups are gone with it. */
    Map<Long, List<HotAddress>> hottest(Collection<Long> cgroupIds) {
        Map<Long, List<HotSample>> samples = new HashMap<>();
        cgroupIds.forEach(id -> samples.put(id, new ArrayList<>()));
        hot.drain((key, count) -> {
            List<HotSample> own = samples.get(key.get(JAVA_LONG, 0));
            if (own != null) {
                own.add(new HotSample(
                        key.get(JAVA_INT, 16),
                        key.get(JAVA_LONG, 8),
                        key.get(JAVA_INT, 20) != 0,
                        count.get(JAVA_LONG, 0)));
            }
        });
        var symbolizer = new Symbolizer();
        Map<Long, List<HotAddress>> hottest = new HashMap<>();
        samples.forEach((id, own) -> hottest.put(id, symbolizer.hottest(own)));
        return hottest;
    }

    void forget(Collection<Long> cgroupIds) {
        BpfMap map = loaded.object().map("ticks");
        Set<Long> gone = new HashSet<>(cgroupIds);
        try (Arena call = Arena.ofConfined()) {
            for (long cgroupId : gone) {
                map.delete(call.allocateFrom(JAVA_LONG, cgroupId));
            }
        }
    }

    @Override
    public Loaded loaded() {
        return loaded;
    }

    @Override
    public List<MapFill> maps() {
        return List.of(fill("ticks", ticks), fill("hot", hot));
    }

    private MapFill fill(String name, HashReader reader) {
        BpfMap map = loaded.object().map(name);
        return new MapFill(Feature.SAMPLING, name, reader.count(), map.capacity(), map.memoryBytes());
    }

    @Override
    public List<LossCounter> losses() {
        return Probe.losses(Feature.SAMPLING, loaded.object(), LOSSES);
    }

    @Override
    public void close() {
        loaded.object().close();
        arena.close();
    }
}
