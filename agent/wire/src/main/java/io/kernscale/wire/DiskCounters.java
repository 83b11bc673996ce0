// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One pod's requests to one block device.
 *
 * @param device          the kernel's name, {@code vda}, or {@code major:minor} where it has none
 * @param reads           completed read requests
 * @param writes          completed write requests, flushes and discards among them
 * @param readBytes       bytes read
 * @param writtenBytes    bytes written
 * @param queuedNanos     request-nanoseconds from insert to issue: waiting in the block layer
 * @param deviceNanos     request-nanoseconds from issue to completion: in the device
 * @param queuedHistogram requests by time queued, slots as in {@link CpuCounters#waitHistogram()}
 * @param deviceHistogram requests by time in the device, same slots
 * @param inFlight        issued and not yet completed at the collection
 */
public record DiskCounters(
        String device,
        long reads,
        long writes,
        long readBytes,
        long writtenBytes,
        long queuedNanos,
        long deviceNanos,
        List<Long> queuedHistogram,
        List<Long> deviceHistogram,
        long inFlight) {

    public DiskCounters {
        requireNonNull(device, "device");
        Checks.notNegative(reads, "reads");
        Checks.notNegative(writes, "writes");
        Checks.notNegative(readBytes, "readBytes");
        Checks.notNegative(writtenBytes, "writtenBytes");
        Checks.notNegative(queuedNanos, "queuedNanos");
        Checks.notNegative(deviceNanos, "deviceNanos");
        queuedHistogram = Checks.histogram(queuedHistogram, "queuedHistogram");
        deviceHistogram = Checks.histogram(deviceHistogram, "deviceHistogram");
        Checks.notNegative(inFlight, "inFlight");
    }
}
