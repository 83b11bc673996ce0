// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A workload's use of one block device of one node over a window.
 *
 * @param node              the device's node
 * @param device            the kernel's name of the device
 * @param requestsPerSecond completed reads and writes
 * @param bytesPerSecond    read and written
 * @param queuedRequests    requests waiting in the block layer, on average (request-seconds a second)
 * @param deviceRequests    requests in the device, on average
 * @param sharers           other workloads that used the device in the window, busiest first, at most three
 */
public record DiskRates(
        String node,
        String device,
        double requestsPerSecond,
        double bytesPerSecond,
        double queuedRequests,
        double deviceRequests,
        List<String> sharers) {

    public DiskRates {
        requireNonNull(node, "node");
        requireNonNull(device, "device");
        Rates.check(requestsPerSecond, "requestsPerSecond");
        Rates.check(bytesPerSecond, "bytesPerSecond");
        Rates.check(queuedRequests, "queuedRequests");
        Rates.check(deviceRequests, "deviceRequests");
        sharers = List.copyOf(sharers);
    }
}
