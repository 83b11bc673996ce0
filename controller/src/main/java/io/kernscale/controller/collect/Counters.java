// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.PodReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** All counters of a pod by name: whatever may only grow. Gauges are not among them. */
final class Counters {

    private Counters() {}

    static Map<String, Long> of(PodReport pod) {
        Map<String, Long> counters = new LinkedHashMap<>();
        cpu(pod.cpu(), counters);
        blocked(pod.cpu().blocked(), counters);
        pod.disks().forEach(disk -> disk(disk, counters));
        return counters;
    }

    private static void cpu(CpuCounters cpu, Map<String, Long> counters) {
        counters.put("cpu.runNanos", cpu.runNanos());
        counters.put("cpu.waitContentionNanos", cpu.waitContentionNanos());
        counters.put("cpu.waitQuotaNanos", cpu.waitQuotaNanos());
        counters.put("cpu.cycleBlockedNanos", cpu.cycleBlockedNanos());
        counters.put("cpu.voluntarySwitches", cpu.voluntarySwitches());
        counters.put("cpu.involuntarySwitches", cpu.involuntarySwitches());
        counters.put("cpu.preemptedByOther", cpu.preemptedByOther());
        counters.put("cpu.preemptedBySystem", cpu.preemptedBySystem());
        counters.put("cpu.quotaPeriods", cpu.quotaPeriods());
        counters.put("cpu.throttledPeriods", cpu.throttledPeriods());
    }

    private static void blocked(BlockedNanos blocked, Map<String, Long> counters) {
        counters.put("cpu.blocked.disk", blocked.disk());
        counters.put("cpu.blocked.lock", blocked.lock());
        counters.put("cpu.blocked.network", blocked.network());
        counters.put("cpu.blocked.poll", blocked.poll());
        counters.put("cpu.blocked.sleep", blocked.sleep());
        counters.put("cpu.blocked.other", blocked.other());
    }

    private static void disk(DiskCounters disk, Map<String, Long> counters) {
        String prefix = "disk " + disk.device() + ".";
        counters.put(prefix + "reads", disk.reads());
        counters.put(prefix + "writes", disk.writes());
        counters.put(prefix + "readBytes", disk.readBytes());
        counters.put(prefix + "writtenBytes", disk.writtenBytes());
        counters.put(prefix + "queuedNanos", disk.queuedNanos());
        counters.put(prefix + "deviceNanos", disk.deviceNanos());
    }
}
