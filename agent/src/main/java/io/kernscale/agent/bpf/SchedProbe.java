// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static io.kernscale.agent.bpf.SchedLayouts.BLOCKED;
import static io.kernscale.agent.bpf.SchedLayouts.CYCLE_BLOCKED;
import static io.kernscale.agent.bpf.SchedLayouts.HIST_SLOTS;
import static io.kernscale.agent.bpf.SchedLayouts.IN_PROGRESS;
import static io.kernscale.agent.bpf.SchedLayouts.PENDING;
import static io.kernscale.agent.bpf.SchedLayouts.PREEMPTED_OTHER;
import static io.kernscale.agent.bpf.SchedLayouts.PREEMPTED_SAME;
import static io.kernscale.agent.bpf.SchedLayouts.PREEMPTED_SYSTEM;
import static io.kernscale.agent.bpf.SchedLayouts.ROW;
import static io.kernscale.agent.bpf.SchedLayouts.ROW_LONGS;
import static io.kernscale.agent.bpf.SchedLayouts.RUN;
import static io.kernscale.agent.bpf.SchedLayouts.VOLUNTARY;
import static io.kernscale.agent.bpf.SchedLayouts.WAIT_CONTENTION;
import static io.kernscale.agent.bpf.SchedLayouts.WAIT_HIST;
import static io.kernscale.agent.bpf.SchedLayouts.WAIT_QUOTA;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler's counters. What the kernel booked at switches is read first, then an iterator over all threads adds up
 * what is in progress: a switch in between makes the sum too small for one reading, never too large, and each reported
 * counter keeps its highest value. One thread at a time.
 */
final class SchedProbe implements Probe {
    private static final long ROW_BYTES = ROW.byteSize();
    private static final long PENDING_BYTES = PENDING.byteSize();
    private static final long THREADS = SchedLayouts.offset(PENDING, "threads");
    private static final long RUNNABLE = SchedLayouts.offset(PENDING, "runnable");
    private static final List<String> LOSSES = List.of("cgroup_slots_full", "thread_storage_refused");

    /** What was last reported for the holder of a slot. */
    private record Reported(long cgroupId, long[] nanos) {}

    private final Loaded loaded;
    private final SchedSlots slots;
    private final MemorySegment booked;
    private final MemorySegment pending;
    private final int cpus;
    private final int pollLink;
    private final @Nullable Reported[] reported;

    static SchedProbe load(FeatureLoader loader, int cpus, BpfOptions options) throws ProbeRefused {
        return new SchedProbe(
                loader.load(Feature.SCHEDULER, "sched", variants(options), new Steps(cpus, options)), cpus);
    }

    private static List<Variant> variants(BpfOptions options) {
        var typed = new Variant(
                Source.TP_BTF,
                Map.of(
                        "on_switch", "sched_switch",
                        "on_newtask", "task_newtask",
                        "on_seed", "iter/task",
                        "on_poll", "iter/task"));
        var raw = new Variant(
                Source.RAW_TP, Map.of("on_switch_raw", "sched_switch", "on_seed", "iter/task", "on_poll", "iter/task"));
        return options.attachOrder().stream()
                .map(source -> source == Source.TP_BTF ? typed : raw)
                .toList();
    }

    private record Steps(int cpus, BpfOptions options) implements FeatureLoader.Steps {

        @Override
        public void prepare(BpfObject object, Variant variant) {
            int slots = 1 + (int) Math.min(options.maxCgroups(), options.mapBudgetBytes() / (ROW_BYTES * cpus));
            object.initialValue(".rodata.settings").set(JAVA_INT, 0, slots);
            object.map("booked").resize(slots * cpus);
            for (String map : List.of("in_progress", "slots", "slot_of", "free_slots")) {
                object.map(map).resize(slots);
            }
            object.map("pods").resize(2 * slots); // pods and their containers
        }

        @Override
        public void attach(BpfObject object, Variant variant) {
            object.iterate(object.attach("on_seed")); // before the switches, which then find every thread's past
            if (variant.source() == Source.TP_BTF) {
                object.attach("on_newtask");
                object.attach("on_switch");
            } else {
                object.attach("on_switch_raw");
            }
        }
    }

    private SchedProbe(Loaded loaded, int cpus) {
        this.loaded = loaded;
        this.cpus = cpus;
        BpfObject object = loaded.object();
        slots = new SchedSlots(object);
        booked = object.mmap(object.map("booked"));
        pending = object.mmap(object.map("in_progress"));
        pollLink = object.attach("on_poll");
        reported = new Reported[slots.capacity()];
    }

    Map<Long, SchedCounters> read() {
        recycle();
        long[][] rows = new long[slots.end()][];
        for (int slot = SchedSlots.OVERFLOW + 1; slot < rows.length; slot++) {
            if (slots.cgroupId(slot) != 0) {
                rows[slot] = bookedOn(slot);
            }
        }
        pending.asSlice(0, slots.capacity() * PENDING_BYTES).fill((byte) 0);
        loaded.object().iterate(pollLink);
        Map<Long, SchedCounters> counters = HashMap.newHashMap(rows.length);
        int end = slots.end(); // the iterator may have met new cgroups
        for (int slot = SchedSlots.OVERFLOW + 1; slot < end; slot++) {
            long cgroupId = slots.cgroupId(slot);
            if (cgroupId != 0) {
                long[] row = slot < rows.length && rows[slot] != null ? rows[slot] : new long[ROW_LONGS];
                counters.put(cgroupId, counters(slot, cgroupId, row));
            }
        }
        return counters;
    }

    private long[] bookedOn(int slot) {
        long[] sum = new long[ROW_LONGS];
        for (int cpu = 0; cpu < cpus; cpu++) {
            long at = rowAt(cpu, slot);
            for (int i = 0; i < ROW_LONGS; i++) {
                sum[i] += booked.get(JAVA_LONG, at + 8L * i);
            }
        }
        return sum;
    }

    private long rowAt(int cpu, int slot) {
        return ((long) cpu * slots.capacity() + slot) * ROW_BYTES;
    }

    private SchedCounters counters(int slot, long cgroupId, long[] row) {
        long at = slot * PENDING_BYTES;
        for (int i = 0; i < IN_PROGRESS; i++) {
            row[i] += pending.get(JAVA_LONG, at + 8L * i);
        }
        neverBack(slot, cgroupId, row);
        return new SchedCounters(
                row[RUN],
                row[WAIT_CONTENTION],
                row[WAIT_QUOTA],
                Arrays.copyOfRange(row, WAIT_HIST, WAIT_HIST + HIST_SLOTS),
                row[BLOCKED],
                row[BLOCKED + 1],
                row[BLOCKED + 2],
                row[BLOCKED + 3],
                row[BLOCKED + 4],
                row[BLOCKED + 5],
                row[CYCLE_BLOCKED],
                row[VOLUNTARY],
                row[PREEMPTED_SAME],
                row[PREEMPTED_OTHER],
                row[PREEMPTED_SYSTEM],
                pending.get(JAVA_INT, at + THREADS),
                pending.get(JAVA_INT, at + RUNNABLE));
    }

    private void neverBack(int slot, long cgroupId, long[] row) {
        Reported before = reported[slot];
        if (before == null || before.cgroupId() != cgroupId) {
            before = new Reported(cgroupId, new long[IN_PROGRESS]);
            reported[slot] = before;
        }
        for (int i = 0; i < IN_PROGRESS; i++) {
            row[i] = Math.max(row[i], before.nanos()[i]);
            before.nanos()[i] = row[i];
        }
    }

    /** A slot rests from forget to the next reading, so that no switch under way writes to its rows. */
    private void recycle() {
        for (int slot : slots.takeRetired()) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                booked.asSlice(rowAt(cpu, slot), ROW_BYTES).fill((byte) 0);
            }
            reported[slot] = null;
            slots.recycle(slot);
        }
    }

    void markPods(Collection<Long> cgroupIds) {
        slots.markPods(cgroupIds);
    }

    void forget(Collection<Long> cgroupIds) {
        slots.retire(cgroupIds);
    }

    @Override
    public Loaded loaded() {
        return loaded;
    }

    @Override
    public List<MapFill> maps() {
        BpfObject object = loaded.object();
        long memoryBytes = List.of("booked", "in_progress", "slots", "slot_of", "free_slots", "pods").stream()
                .mapToLong(map -> object.map(map).memoryBytes())
                .sum();
        return List.of(new MapFill(Feature.SCHEDULER, "slots", slots.held(), slots.capacity() - 1L, memoryBytes));
    }

    @Override
    public List<LossCounter> losses() {
        return Probe.losses(Feature.SCHEDULER, loaded.object(), LOSSES);
    }
}
