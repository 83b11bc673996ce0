// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one pod, summed over all its containers, living and ended.
 *
 * @param uid        the pod's UID as the API server knows it (a static pod's is its config hash until its mirror pod is
 *                   seen), or the cgroup's path for {@link Kind#CGROUP}
 * @param kind       what the row is
 * @param namespace  null until the name is known, and for plain cgroups
 * @param name       the pod's name, null until known; a plain cgroup's path
 * @param containers living containers, 0 or more
 * @param cpu        scheduler counters
 * @param disks      one row per block device that the pod used
 * @param edges      TCP, one row per role, peer and port, the busiest; the rest of a role in one row for the tail
 * @param samples    on-CPU samples
 * @param pressure   PSI totals; null where the kernel has no PSI
 * @param memoryBytes working set of the whole pod, as in {@link ContainerUsage}; null where no memory controller tells
 * @param usage      living containers one by one; empty from an agent that does not tell them apart
 */
public record PodReport(
        String uid,
        Kind kind,
        @Nullable String namespace,
        @Nullable String name,
        int containers,
        CpuCounters cpu,
        List<DiskCounters> disks,
        List<EdgeCounters> edges,
        SampleCounters samples,
        @Nullable PressureTotals pressure,
        @Nullable Long memoryBytes,
        List<ContainerUsage> usage) {

    /** What a row of a report stands for. */
    public enum Kind {
        POD,
        /** A cgroup outside of Kubernetes. */
        CGROUP
    }

    public PodReport {
        requireNonNull(uid, "uid");
        requireNonNull(kind, "kind");
        Checks.notNegative(containers, "containers");
        requireNonNull(cpu, "cpu");
        disks = Checks.list(disks);
        edges = Checks.list(edges);
        requireNonNull(samples, "samples");
        Checks.notNegative(memoryBytes == null ? 0 : memoryBytes, "memoryBytes");
        usage = Checks.list(usage);
    }

    /** Of an agent that tells neither memory nor containers. */
    public PodReport(
            String uid,
            Kind kind,
            @Nullable String namespace,
            @Nullable String name,
            int containers,
            CpuCounters cpu,
            List<DiskCounters> disks,
            List<EdgeCounters> edges,
            SampleCounters samples,
            @Nullable PressureTotals pressure) {
        this(uid, kind, namespace, name, containers, cpu, disks, edges, samples, pressure, null, List.of());
    }
}
