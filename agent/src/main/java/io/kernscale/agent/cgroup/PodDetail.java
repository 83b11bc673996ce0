// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.List;

/**
 * One pod, container by container.
 *
 * @param pod        its row in the report: living and ended containers together
 * @param containers living containers, and what ended within the last seconds
 */
public record PodDetail(PodReport pod, List<Container> containers) {

    public PodDetail {
        requireNonNull(pod, "pod");
        containers = List.copyOf(containers);
    }

    /**
     * One container with every cgroup below it.
     *
     * @param id      64 hex digits; empty for cgroups of the pod that belong to no container
     * @param cgroups paths below the root of the v2 hierarchy, in order
     * @param cpu     without quota, which is the pod's
     * @param edges   as bounded as the pod's; one that the kernel took back for being idle begins anew
     * @param samples without hot places, which are the pod's
     */
    public record Container(
            String id,
            List<String> cgroups,
            CpuCounters cpu,
            List<DiskCounters> disks,
            List<EdgeCounters> edges,
            SampleCounters samples) {

        public Container {
            requireNonNull(id, "id");
            cgroups = List.copyOf(cgroups);
            requireNonNull(cpu, "cpu");
            disks = List.copyOf(disks);
            edges = List.copyOf(edges);
            requireNonNull(samples, "samples");
        }
    }
}
