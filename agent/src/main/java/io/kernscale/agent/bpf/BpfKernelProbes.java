// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The probes of this node over libbpf. A feature that the kernel refuses is missing alone, and {@link #status} says
 * why. Thread-safe by one lock around everything but {@link #status}, which never waits.
 */
public final class BpfKernelProbes implements KernelProbes {
    private static final String NO_BPF = "there is no bpf(2) (ENOSYS), as under qemu-user, which emulates another"
            + " architecture: run it on a machine of the program's own, with a kernel built with CONFIG_BPF_SYSCALL";

    private final Map<Feature, Probe> probes = new EnumMap<>(Feature.class);
    private final Libc libc = new FfmLibc();
    private final List<ProbeStatus> status = new ArrayList<>();
    private boolean closed;

    /** Opens what this kernel allows; never throws because it allows little. */
    public static BpfKernelProbes open(BpfOptions options) {
        return new BpfKernelProbes(options);
    }

    private BpfKernelProbes(BpfOptions options) {
        if (!Files.isReadable(options.kernelBtf())) {
            refuseAll(options.kernelBtf()
                    + " is missing: the probes need Linux 5.15 or later with CONFIG_DEBUG_INFO_BTF");
            return;
        }
        FfmLibbpf libbpf;
        try {
            libbpf = FfmLibbpf.open(options.library());
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            refuseAll(options.library() + " cannot be used (" + e.getMessage()
                    + "): install libbpf 1.1 or later, on Debian and Ubuntu the package libbpf1");
            return;
        }
        if (!hasBpf(libbpf)) {
            refuseAll(NO_BPF);
            return;
        }
        var loader = new FeatureLoader(libbpf, libc, options);
        int cpus = libbpf.numPossibleCpus();
        start(Feature.SCHEDULER, () -> SchedProbe.load(loader, cpus, options));
        start(Feature.BLOCK, () -> BlockProbe.load(loader, new KernelTypes(libbpf), options));
        start(Feature.SAMPLING, () -> SamplingProbe.load(loader, libc, options));
        start(Feature.LIFECYCLE, () -> LifecycleProbe.load(loader, libbpf, options));
        start(Feature.TCP, () -> TcpProbe.load(loader, libc, cpus, options));
    }

    /** A kernel with bpf(2) complains of the descriptor, whatever else it permits. */
    static boolean hasBpf(Libbpf libbpf) {
        return libbpf.mapDeleteElem(-1, MemorySegment.NULL) != -BpfException.ENOSYS;
    }

    @FunctionalInterface
    private interface Start {
        Probe load() throws ProbeRefused;
    }

    private void start(Feature feature, Start start) {
        try {
            Probe probe = start.load();
            probes.put(feature, probe);
            status.addAll(probe.status());
        } catch (ProbeRefused refused) {
            status.addAll(refused.status());
        } catch (BpfException | UncheckedIOException e) { // loaded, but its maps cannot be used
            status.add(new ProbeStatus(feature, "", "", Source.NONE, String.valueOf(e.getMessage()), List.of()));
        }
    }

    private void refuseAll(String reason) {
        for (Feature feature : Feature.values()) {
            status.add(new ProbeStatus(feature, "", "", Source.NONE, reason, List.of()));
        }
    }

    private <T extends Probe> @Nullable T probe(Feature feature, Class<T> type) {
        if (closed) {
            throw new IllegalStateException("the probes are closed");
        }
        Probe probe = probes.get(feature);
        return probe == null ? null : type.cast(probe);
    }

    private @Nullable SchedProbe scheduler() {
        return probe(Feature.SCHEDULER, SchedProbe.class);
    }

    private @Nullable BlockProbe block() {
        return probe(Feature.BLOCK, BlockProbe.class);
    }

    private @Nullable SamplingProbe sampling() {
        return probe(Feature.SAMPLING, SamplingProbe.class);
    }

    private @Nullable TcpProbe tcp() {
        return probe(Feature.TCP, TcpProbe.class);
    }

    @Override
    public synchronized KernelSample read() {
        SchedProbe scheduler = scheduler();
        BlockProbe block = block();
        SamplingProbe sampling = sampling();
        TcpProbe tcp = tcp();
        return new KernelSample(
                libc.monotonicNanos(),
                scheduler == null ? Map.of() : scheduler.read(),
                block == null ? Map.of() : block.read(),
                sampling == null ? Map.of() : sampling.read(),
                tcp == null ? Map.of() : tcp.read());
    }

    @Override
    public synchronized List<CgroupEvent> drainLifecycle() {
        LifecycleProbe lifecycle = probe(Feature.LIFECYCLE, LifecycleProbe.class);
        return lifecycle == null ? List.of() : lifecycle.drain();
    }

    @Override
    public synchronized void markPods(Collection<Long> cgroupIds) {
        SchedProbe scheduler = scheduler();
        if (scheduler != null) {
            scheduler.markPods(cgroupIds);
        }
    }

    @Override
    public synchronized void forget(Collection<Long> cgroupIds) {
        SchedProbe scheduler = scheduler();
        if (scheduler != null) {
            scheduler.forget(cgroupIds);
        }
        BlockProbe block = block();
        if (block != null) {
            block.forget(cgroupIds);
        }
        SamplingProbe sampling = sampling();
        if (sampling != null) {
            sampling.forget(cgroupIds);
        }
        TcpProbe tcp = tcp();
        if (tcp != null) {
            tcp.forget(cgroupIds);
        }
    }

    @Override
    public synchronized Map<Long, List<HotAddress>> hottest(Collection<Long> cgroupIds) {
        SamplingProbe sampling = sampling();
        return sampling == null ? Map.of() : sampling.hottest(cgroupIds);
    }

    @Override
    public List<ProbeStatus> status() {
        return List.copyOf(status); // written by the constructor alone
    }

    @Override
    public synchronized List<MapFill> maps() {
        return running().flatMap(probe -> probe.maps().stream()).toList();
    }

    @Override
    public synchronized List<LossCounter> losses() {
        return running().flatMap(probe -> probe.losses().stream()).toList();
    }

    @Override
    public synchronized List<ProbeCost> costs() {
        return running().flatMap(probe -> probe.costs().stream()).toList();
    }

    private Stream<Probe> running() {
        return probes.values().stream();
    }

    @Override
    public synchronized boolean delivers(Feature feature) {
        return probes.containsKey(feature);
    }

    @Override
    public synchronized void close() {
        closed = true;
        probes.values().forEach(Probe::close);
        probes.clear();
    }
}
