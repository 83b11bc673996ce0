// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeCost;
import java.util.List;

/**
 * How attribution fares.
 *
 * @param cgroupRoot where the v2 hierarchy was found; empty when there is none
 * @param notice     empty when all is well, else one sentence: what is missing and what to do
 * @param cgroups    cgroups tracked, recently ended ones among them
 * @param pods       pods known, recently ended and filtered ones among them
 * @param treeWalks  how often the whole tree was walked: once at the start, and whenever events did not suffice
 * @param names      how pod names are learnt
 * @param maps       fill of the kernel's maps at the last collection
 * @param costs      what the programs had cost by then
 */
public record NodeStatus(
        String cgroupRoot,
        String notice,
        int cgroups,
        int pods,
        long treeWalks,
        NamesStatus names,
        List<MapFill> maps,
        List<ProbeCost> costs) {

    public NodeStatus {
        requireNonNull(cgroupRoot, "cgroupRoot");
        requireNonNull(notice, "notice");
        requireNonNull(names, "names");
        maps = List.copyOf(maps);
        costs = List.copyOf(costs);
    }
}
