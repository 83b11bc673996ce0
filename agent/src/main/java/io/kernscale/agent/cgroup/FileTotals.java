// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.HashMap;
import java.util.Map;

/**
 * What files know of run, wait and disks where the probes do not deliver.
 *
 * @param runNanos        {@code usage_usec}
 * @param contentionNanos {@code cpu.pressure} less the throttled time: wall time, so a lower bound of the threads' wait
 * @param throttledNanos  {@code throttled_usec}, summed over CPUs
 */
record FileTotals(long runNanos, long contentionNanos, long throttledNanos, Map<DeviceNumber, Io> disks) {

    static final FileTotals NONE = new FileTotals(0, 0, 0, Map.of());

    /** Requests and bytes of one device. */
    record Io(long reads, long writes, long readBytes, long writtenBytes) {
        Io plus(Io other) {
            return new Io(
                    reads + other.reads,
                    writes + other.writes,
                    readBytes + other.readBytes,
                    writtenBytes + other.writtenBytes);
        }
    }

    FileTotals {
        disks = Map.copyOf(disks);
    }

    FileTotals plus(FileTotals other) {
        Map<DeviceNumber, Io> sum = new HashMap<>(disks);
        other.disks.forEach((device, io) -> sum.merge(device, io, Io::plus));
        return new FileTotals(
                runNanos + other.runNanos,
                contentionNanos + other.contentionNanos,
                throttledNanos + other.throttledNanos,
                sum);
    }
}
