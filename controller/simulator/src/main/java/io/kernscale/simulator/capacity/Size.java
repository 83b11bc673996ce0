// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The figures of one size of cluster.
 *
 * @param seenRatio     workloads of which each pod was seen, and which were decided upon, 0..1
 * @param listSeconds   until all pods and their owners were known
 * @param passSeconds   median
 * @param worstSeconds  the longest pass
 * @param passCpuSeconds of all threads in a pass, without polls; median
 * @param heapMebibytes in use after a collection
 * @param used          in an interval
 */
record Size(
        int workloads,
        double seenRatio,
        double listSeconds,
        double passSeconds,
        double worstSeconds,
        double passCpuSeconds,
        double heapMebibytes,
        Usage used) {

    static final String HEADER = "%9s  %6s  %7s  %7s  %7s  %10s  %7s  %8s  %8s  %8s  %13s  %10s"
            .formatted(
                    "WORKLOADS",
                    "SEEN %",
                    "LIST s",
                    "PASS s",
                    "WORST s",
                    "PASS CPU s",
                    "CPU s",
                    "AGENTS s",
                    "PAUSED s",
                    "HEAP MiB",
                    "ALLOCATED MiB",
                    "POLLED MiB");

    String row() {
        return String.format(
                Locale.ROOT,
                "%9d  %6.1f  %7.1f  %7.3f  %7.3f  %10.3f  %7.3f  %8.3f  %8.3f  %8.0f  %13.1f  %10.1f",
                workloads,
                100 * seenRatio,
                listSeconds,
                passSeconds,
                worstSeconds,
                passCpuSeconds,
                used.cpuSeconds(),
                used.agentSeconds(),
                used.pauseSeconds(),
                heapMebibytes,
                used.allocatedMebibytes(),
                used.polledMebibytes());
    }

    /** How the cost grows from another size to this one. */
    String growth(Size before) {
        return String.format(
                Locale.ROOT,
                "%d workloads take %.1f times as long as %d",
                workloads,
                passSeconds / before.passSeconds,
                before.workloads);
    }

    /** The passes of all sizes, and all figures of the last. */
    static String json(List<Size> sizes) {
        String passes = sizes.stream()
                .map(size -> String.format(Locale.ROOT, "\"passSeconds%d\": %.4f", size.workloads, size.passSeconds))
                .collect(Collectors.joining(", "));
        Size largest = sizes.getLast();
        return String.format(
                Locale.ROOT,
                "{%s, \"worstSeconds%d\": %.4f, \"passCpuSeconds%2$d\": %.4f, \"cpuSeconds%2$d\": %.4f, \"heapMebibytes%2$d\": %.1f,"
                        + " \"allocatedMebibytes%2$d\": %.1f, \"polledMebibytes%2$d\": %.1f}%n",
                passes,
                largest.workloads,
                largest.worstSeconds,
                largest.passCpuSeconds,
                largest.used.cpuSeconds(),
                largest.heapMebibytes,
                largest.used.allocatedMebibytes(),
                largest.used.polledMebibytes());
    }
}
