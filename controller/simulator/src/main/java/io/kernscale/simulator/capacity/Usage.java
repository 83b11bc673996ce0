// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What has been used up so far, or in an interval.
 *
 * @param cpuSeconds         of the whole controller, polls and garbage collection included
 * @param agentSeconds       CPU of the process that plays the cluster
 * @param pauseSeconds       of the garbage collector
 * @param allocatedMebibytes by all threads of the controller
 * @param polledMebibytes    of all reports
 */
record Usage(
        double cpuSeconds,
        double agentSeconds,
        double pauseSeconds,
        double allocatedMebibytes,
        double polledMebibytes) {

    static final double MEBI = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Usage now(FleetProcess fleet) throws IOException {
        return new Usage(
                SYSTEM.getProcessCpuTime() / 1e9,
                fleet.cpu().toNanos() / 1e9,
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum()
                        / 1e3,
                THREADS.getTotalThreadAllocatedBytes() / MEBI,
                fleet.bytes() / MEBI);
    }

    /** An interval's share of what was used up since. */
    Usage each(Usage before, int intervals) {
        return new Usage(
                (cpuSeconds - before.cpuSeconds) / intervals,
                (agentSeconds - before.agentSeconds) / intervals,
                (pauseSeconds - before.pauseSeconds) / intervals,
                (allocatedMebibytes - before.allocatedMebibytes) / intervals,
                (polledMebibytes - before.polledMebibytes) / intervals);
    }
}
