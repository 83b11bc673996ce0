// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.BlockCounters;
import io.kernscale.wire.DiskCounters;

/** Sum of block counters of several cgroups on one device. */
final class DiskTally {
    private final Histogram queued = new Histogram();
    private final Histogram device = new Histogram();
    private long reads;
    private long writes;
    private long readBytes;
    private long writtenBytes;
    private long queuedNanos;
    private long deviceNanos;
    private long inFlight;

    void add(BlockCounters counters) {
        reads += counters.reads();
        writes += counters.writes();
        readBytes += counters.readBytes();
        writtenBytes += counters.writtenBytes();
        queuedNanos += counters.queuedNanos();
        deviceNanos += counters.deviceNanos();
        queued.add(counters.queuedHistogram());
        device.add(counters.deviceHistogram());
        inFlight += counters.inFlight();
    }

    void add(DiskTally other) {
        reads += other.reads;
        writes += other.writes;
        readBytes += other.readBytes;
        writtenBytes += other.writtenBytes;
        queuedNanos += other.queuedNanos;
        deviceNanos += other.deviceNanos;
        queued.add(other.queued);
        device.add(other.device);
        inFlight += other.inFlight;
    }

    /** From {@code io.stat}, which knows neither queues nor times. */
    void add(long readRequests, long writeRequests, long bytesRead, long bytesWritten) {
        reads += readRequests;
        writes += writeRequests;
        readBytes += bytesRead;
        writtenBytes += bytesWritten;
    }

    /** Nothing of an ended cgroup can be in flight. */
    void land() {
        inFlight = 0;
    }

    DiskCounters counters(String name) {
        return new DiskCounters(
                name,
                reads,
                writes,
                readBytes,
                writtenBytes,
                queuedNanos,
                deviceNanos,
                queued.toList(),
                device.toList(),
                Math.max(0, inFlight)); // a completion may be seen whose issue was not
    }
}
