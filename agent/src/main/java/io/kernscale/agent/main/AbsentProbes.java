// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import io.kernscale.agent.bpf.CgroupEvent;
import io.kernscale.agent.bpf.HotAddress;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.KernelSample;
import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Stands in where not even libbpf could be opened: nothing delivers, every status says why, files must do. */
final class AbsentProbes implements KernelProbes {

    private final String reason;
    private final LongSupplier nanoClock;

    AbsentProbes(String reason, LongSupplier nanoClock) {
        this.reason = reason;
        this.nanoClock = nanoClock;
    }

    @Override
    public KernelSample read() {
        return new KernelSample(nanoClock.getAsLong(), Map.of(), Map.of(), Map.of());
    }

    @Override
    public List<CgroupEvent> drainLifecycle() {
        return List.of();
    }

    @Override
    public void markPods(Collection<Long> cgroupIds) {}

    @Override
    public void forget(Collection<Long> cgroupIds) {}

    @Override
    public Map<Long, List<HotAddress>> hottest(Collection<Long> cgroupIds) {
        return Map.of();
    }

    @Override
    public List<ProbeStatus> status() {
        return Arrays.stream(Feature.values())
                .map(feature -> new ProbeStatus(feature, "", "", Source.NONE, reason, List.of()))
                .toList();
    }

    @Override
    public List<MapFill> maps() {
        return List.of();
    }

    @Override
    public List<LossCounter> losses() {
        return List.of();
    }

    @Override
    public boolean delivers(Feature feature) {
        return false;
    }

    @Override
    public void close() {}
}
