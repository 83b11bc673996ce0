// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.BlockCounters;
import io.kernscale.agent.bpf.CgroupEvent;
import io.kernscale.agent.bpf.HotAddress;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.KernelSample;
import io.kernscale.agent.bpf.KernelSample.BlockKey;
import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.KernelSample.SampleCounts;
import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeCost;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.bpf.SchedCounters;
import io.kernscale.agent.bpf.TcpCounters;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A kernel whose counters, events and clock a test sets. Everything delivers until {@link #breakFeature}. */
public final class FakeKernelProbes implements KernelProbes {
    private final Map<Long, SchedCounters> scheduler = new HashMap<>();
    private final Map<BlockKey, BlockCounters> block = new HashMap<>();
    private final Map<Long, SampleCounts> samples = new HashMap<>();
    private final Map<EdgeKey, TcpCounters> edges = new HashMap<>();
    private final Map<Long, List<HotAddress>> hot = new HashMap<>();
    private final List<CgroupEvent> events = new ArrayList<>();
    private final Set<Feature> delivering = EnumSet.allOf(Feature.class);
    private final List<Long> forgotten = new ArrayList<>();
    private final List<Collection<Long>> hottestAsked = new ArrayList<>();
    private Set<Long> marked = Set.of();
    private Runnable beforeRead = () -> {};
    private long nowNanos = 1_000_000_000L;

    public FakeKernelProbes runs(long cgroupId, long runNanos) {
        return runs(cgroupId, runNanos, 0);
    }

    /** Two threads, one runnable; each wait took 1 to 2 µs. */
    public FakeKernelProbes runs(long cgroupId, long runNanos, long waitNanos) {
        long[] waits = new long[26];
        waits[0] = waitNanos / 1_500;
        scheduler.put(
                cgroupId, new SchedCounters(runNanos, waitNanos, 0, waits, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 2, 1));
        return this;
    }

    public FakeKernelProbes reads(long cgroupId, int major, int minor, long bytes) {
        block.put(
                new BlockKey(cgroupId, major, minor),
                new BlockCounters(1, 0, bytes, 0, 10, 20, new long[26], new long[26], 1));
        return this;
    }

    FakeKernelProbes edge(EdgeKey key, ARow row) {
        edges.put(key, row.counters());
        return this;
    }

    public FakeKernelProbes samples(long cgroupId, long user, long kernel) {
        samples.put(cgroupId, new SampleCounts(user, kernel));
        return this;
    }

    public FakeKernelProbes hot(long cgroupId, String mapping, long count) {
        hot.put(cgroupId, List.of(new HotAddress(mapping, 16, "", count)));
        return this;
    }

    public FakeKernelProbes created(long cgroupId, String path) {
        events.add(new CgroupEvent(CgroupEvent.Kind.CREATED, cgroupId, path));
        return this;
    }

    public FakeKernelProbes removed(long cgroupId, String path) {
        events.add(new CgroupEvent(CgroupEvent.Kind.REMOVED, cgroupId, path));
        return this;
    }

    public FakeKernelProbes losesEvents() {
        events.addFirst(new CgroupEvent(CgroupEvent.Kind.LOST, 0, ""));
        return this;
    }

    public FakeKernelProbes vanishes(long cgroupId) {
        scheduler.remove(cgroupId);
        return this;
    }

    public FakeKernelProbes breakFeature(Feature feature) {
        delivering.remove(feature);
        return this;
    }

    public FakeKernelProbes later(long seconds) {
        nowNanos += seconds * 1_000_000_000L;
        return this;
    }

    /** Runs between the drain of events and the reading of counters. */
    public FakeKernelProbes beforeRead(Runnable action) {
        beforeRead = action;
        return this;
    }

    public List<Long> forgotten() {
        return forgotten;
    }

    public Set<Long> marked() {
        return marked;
    }

    public List<Collection<Long>> hottestAsked() {
        return hottestAsked;
    }

    @Override
    public KernelSample read() {
        beforeRead.run();
        beforeRead = () -> {};
        return new KernelSample(
                nowNanos,
                delivers(Feature.SCHEDULER) ? scheduler : Map.of(),
                delivers(Feature.BLOCK) ? block : Map.of(),
                delivers(Feature.SAMPLING) ? samples : Map.of(),
                delivers(Feature.TCP) ? edges : Map.of());
    }

    @Override
    public List<CgroupEvent> drainLifecycle() {
        List<CgroupEvent> drained = delivers(Feature.LIFECYCLE) ? List.copyOf(events) : List.of();
        events.clear();
        return drained;
    }

    @Override
    public void markPods(Collection<Long> cgroupIds) {
        marked = Set.copyOf(cgroupIds);
    }

    @Override
    public void forget(Collection<Long> cgroupIds) {
        forgotten.addAll(cgroupIds);
        scheduler.keySet().removeAll(cgroupIds);
        samples.keySet().removeAll(cgroupIds);
        block.keySet().removeIf(key -> cgroupIds.contains(key.cgroupId()));
        edges.keySet().removeIf(key -> cgroupIds.contains(key.cgroupId()));
    }

    @Override
    public Map<Long, List<HotAddress>> hottest(Collection<Long> cgroupIds) {
        hottestAsked.add(List.copyOf(cgroupIds));
        Map<Long, List<HotAddress>> answer = new HashMap<>(hot);
        answer.keySet().retainAll(cgroupIds);
        return answer;
    }

    @Override
    public List<ProbeStatus> status() {
        return EnumSet.allOf(Feature.class).stream()
                .map(feature -> delivers(feature)
                        ? new ProbeStatus(feature, "on_" + feature, "hook", Source.TP_BTF, "", List.of())
                        : new ProbeStatus(feature, "on_" + feature, "hook", Source.NONE, "refused.", List.of()))
                .toList();
    }

    @Override
    public List<MapFill> maps() {
        return List.of(new MapFill(Feature.SCHEDULER, "sched_counters", scheduler.size(), 10_240, 4_096));
    }

    @Override
    public List<ProbeCost> costs() {
        return List.of();
    }

    @Override
    public List<LossCounter> losses() {
        return List.of();
    }

    @Override
    public boolean delivers(Feature feature) {
        return delivering.contains(feature);
    }

    @Override
    public void close() {}
}
