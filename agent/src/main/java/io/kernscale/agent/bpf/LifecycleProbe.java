// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kernscale.agent.bpf.CgroupEvent.Kind;
import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Birth and end of cgroups. No thread waits for them: they are consumed when asked for. One thread at a time. */
final class LifecycleProbe implements Probe {
    private static final List<String> LOSSES = List.of("events_full", "path_cut");
    private static final int LOST_EVENT = 0;
    private static final int KIND_CREATED = 1;

    static final StructLayout EVENT = structLayout(
                    JAVA_LONG.withName("cgroup_id"),
                    JAVA_INT.withName("kind"),
                    JAVA_INT.withName("path_bytes"),
                    sequenceLayout(496, JAVA_BYTE).withName("path"))
            .withName("cgroup_event");

    private static final long PATH = SchedLayouts.offset(EVENT, "path");

    private final Loaded loaded;
    private final Libbpf libbpf;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment ringBuffer;
    private final List<CgroupEvent> events = new ArrayList<>();
    private long lostBefore;

    static LifecycleProbe load(FeatureLoader loader, Libbpf libbpf, BpfOptions options) throws ProbeRefused {
        return new LifecycleProbe(loader.load(Feature.LIFECYCLE, "lifecycle", variants(options), new Steps()), libbpf);
    }

    private static List<Variant> variants(BpfOptions options) {
        var typed = new Variant(Source.TP_BTF, Map.of("on_mkdir", "cgroup_mkdir", "on_rmdir", "cgroup_rmdir"));
        var raw = new Variant(Source.RAW_TP, Map.of("on_mkdir_raw", "cgroup_mkdir", "on_rmdir_raw", "cgroup_rmdir"));
        return options.attachOrder().stream()
                .map(source -> source == Source.TP_BTF ? typed : raw)
                .toList();
    }

    private record Steps() implements FeatureLoader.Steps {

        @Override
        public void prepare(BpfObject object, Variant variant) {}

        @Override
        public void attach(BpfObject object, Variant variant) {
            variant.hooks().keySet().forEach(object::attach);
        }
    }

    private LifecycleProbe(Loaded loaded, Libbpf libbpf) {
        this.loaded = loaded;
        this.libbpf = libbpf;
        ringBuffer = libbpf.ringBufferNew(loaded.object().map("events").fd(), callback())
                .orThrow("ring_buffer__new(events)");
        loaded.object().closeLast(() -> libbpf.ringBufferFree(ringBuffer));
    }

    /** {@code int (*)(void *ctx, void *data, size_t size)}. */
    private MemorySegment callback() {
        try {
            var onEvent = MethodHandles.lookup()
                    .bind(
                            this,
                            "onEvent",
                            MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class, long.class));
            return Linker.nativeLinker()
                    .upcallStub(onEvent, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG), arena);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("onEvent is below", e);
        }
    }

    /** Must not throw: there is C on the stack. */
    @SuppressWarnings("UnusedVariable") // C's signature
    private int onEvent(MemorySegment context, MemorySegment data, long bytes) {
        if (bytes >= EVENT.byteSize()) {
            MemorySegment event = data.reinterpret(EVENT.byteSize());
            events.add(new CgroupEvent(
                    event.get(JAVA_INT, 8) == KIND_CREATED ? Kind.CREATED : Kind.REMOVED,
                    event.get(JAVA_LONG, 0),
                    path(event)));
        }
        return 0;
    }

    /** A cut path may end within a character; that one comes out as a replacement. */
    private static String path(MemorySegment event) {
        int length = Math.max(0, event.get(JAVA_INT, 12) - 1);
        return new String(event.asSlice(PATH, length).toArray(JAVA_BYTE), UTF_8);
    }

    List<CgroupEvent> drain() {
        BpfException.check("ring_buffer__consume(events)", libbpf.ringBufferConsume(ringBuffer));
        long lost = loaded.object().map("losses").sumOverCpus(LOST_EVENT);
        List<CgroupEvent> drained = new ArrayList<>(events.size() + 1);
        if (lost > lostBefore) {
            drained.add(new CgroupEvent(Kind.LOST, 0, ""));
            lostBefore = lost;
        }
        drained.addAll(events);
        events.clear();
        return drained;
    }

    @Override
    public Loaded loaded() {
        return loaded;
    }

    /** The buffer is no table: how full it was shows in the losses alone. */
    @Override
    public List<MapFill> maps() {
        return List.of();
    }

    @Override
    public List<LossCounter> losses() {
        return Probe.losses(Feature.LIFECYCLE, loaded.object(), LOSSES);
    }

    @Override
    public void close() {
        loaded.object().close();
        arena.close();
    }
}
