// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one agent saw of one pod over one window.
 *
 * @param uid       as in {@code io.kernscale.wire.PodReport}
 * @param namespace null while unknown
 * @param name      null while unknown; the path of a plain cgroup
 * @param cpu       scheduler rates
 * @param disks     by device; their sharers are not known here
 * @param edges     TCP by role, peer and port; null when the agent does not count it
 * @param hot       hottest places, hottest first
 * @param memoryBytes working set at the end of the window; null where the agent does not tell
 * @param containers the living ones; empty where the agent does not tell
 */
public record PodRates(
        String uid,
        @Nullable String namespace,
        @Nullable String name,
        CpuFlow cpu,
        List<DiskRates> disks,
        @Nullable List<PodEdge> edges,
        List<String> hot,
        @Nullable Long memoryBytes,
        List<ContainerRates> containers) {

    public PodRates {
        requireNonNull(uid, "uid");
        requireNonNull(cpu, "cpu");
        disks = List.copyOf(disks);
        edges = edges == null ? null : List.copyOf(edges);
        hot = List.copyOf(hot);
        containers = List.copyOf(containers);
    }

    /** Of an agent that tells neither memory nor containers. */
    public PodRates(
            String uid,
            @Nullable String namespace,
            @Nullable String name,
            CpuFlow cpu,
            List<DiskRates> disks,
            @Nullable List<PodEdge> edges,
            List<String> hot) {
        this(uid, namespace, name, cpu, disks, edges, hot, null, List.of());
    }

    /** {@code namespace/name} as far as known, else the UID. */
    public String displayName() {
        if (name == null) {
            return uid;
        }
        return namespace == null ? name : namespace + "/" + name;
    }

    /** Whether it is a cgroup outside of Kubernetes, which goes by its path. */
    boolean isPlainCgroup() {
        return uid.startsWith("/");
    }
}
