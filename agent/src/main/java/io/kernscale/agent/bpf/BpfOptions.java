// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.FeatureStatus.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * How the probes are loaded.
 *
 * @param maxCgroups     cgroups that can have counters at one time; more are counted as lost, 1 to 1,000,000
 * @param mapBudgetBytes kernel memory for the scheduler's rows of all CPUs, and as much for the TCP probe's; lowers
 *                       {@code maxCgroups} on large machines
 * @param sampleHertz    ticks of the sampling clock a second and CPU, 1 to 1000
 * @param kernelBtf      the kernel's own type information
 * @param library        file name of libbpf
 * @param attachOrder    {@code TP_BTF} and {@code RAW_TP}: how to attach to tracepoints, best first
 * @param tcp            for the TCP probe
 * @param objects        where the compiled probes come from
 */
public record BpfOptions(
        int maxCgroups,
        long mapBudgetBytes,
        int sampleHertz,
        Path kernelBtf,
        String library,
        List<Source> attachOrder,
        TcpOptions tcp,
        ObjectSource objects) {

    public BpfOptions {
        if (maxCgroups < 1 || maxCgroups > 1_000_000) {
            throw new IllegalArgumentException("maxCgroups must be in [1, 1000000], was: " + maxCgroups);
        }
        if (mapBudgetBytes < 64 * 1024) {
            throw new IllegalArgumentException("mapBudgetBytes must be at least 65536, was: " + mapBudgetBytes);
        }
        if (sampleHertz < 1 || sampleHertz > 1000) {
            throw new IllegalArgumentException("sampleHertz must be in [1, 1000], was: " + sampleHertz);
        }
        requireNonNull(kernelBtf, "kernelBtf");
        requireNonNull(library, "library");
        attachOrder = List.copyOf(attachOrder);
        if (attachOrder.isEmpty() || !List.of(Source.TP_BTF, Source.RAW_TP).containsAll(attachOrder)) {
            throw new IllegalArgumentException("attachOrder must name TP_BTF, RAW_TP or both, was: " + attachOrder);
        }
        requireNonNull(tcp, "tcp");
        requireNonNull(objects, "objects");
    }

    /** 4096 cgroups in at most 32 MiB, 99 Hz: not a divisor of what programs themselves do 100 times a second. */
    public static BpfOptions defaults() {
        return new BpfOptions(
                4096,
                32L * 1024 * 1024,
                99,
                Path.of("/sys/kernel/btf/vmlinux"),
                "libbpf.so.1",
                List.of(Source.TP_BTF, Source.RAW_TP),
                TcpOptions.DEFAULTS,
                ObjectSource.ofClassPath());
    }

    public BpfOptions withMaxCgroups(int cgroups) {
        return new BpfOptions(cgroups, mapBudgetBytes, sampleHertz, kernelBtf, library, attachOrder, tcp, objects);
    }

    public BpfOptions withKernelBtf(Path btf) {
        return new BpfOptions(maxCgroups, mapBudgetBytes, sampleHertz, btf, library, attachOrder, tcp, objects);
    }

    public BpfOptions withLibrary(String name) {
        return new BpfOptions(maxCgroups, mapBudgetBytes, sampleHertz, kernelBtf, name, attachOrder, tcp, objects);
    }

    public BpfOptions withAttachOrder(List<Source> order) {
        return new BpfOptions(maxCgroups, mapBudgetBytes, sampleHertz, kernelBtf, library, order, tcp, objects);
    }

    public BpfOptions withTcp(TcpOptions options) {
        return new BpfOptions(
                maxCgroups, mapBudgetBytes, sampleHertz, kernelBtf, library, attachOrder, options, objects);
    }

    public BpfOptions withObjects(ObjectSource source) {
        return new BpfOptions(maxCgroups, mapBudgetBytes, sampleHertz, kernelBtf, library, attachOrder, tcp, source);
    }
}
