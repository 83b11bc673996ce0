// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.agent.bpf.KernelSample.BlockKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The kernel's own count of requests in flight on each device, from {@code /sys/dev/block/<major:minor>/inflight}. A
 * program is skipped when an interrupt finds it running on the same CPU: a completion that was missed so would leave its
 * cgroup with a request in flight for ever. Each file is read once; make a new one for each reading.
 */
final class DevicesInFlight {
    private final Map<String, Long> devices = new HashMap<>();

    /** What the probe counted, but never below zero nor more than the device has. */
    long limit(BlockKey owner, long counted) {
        if (counted <= 0) {
            return 0;
        }
        return Math.min(counted, devices.computeIfAbsent(owner.major() + ":" + owner.minor(), DevicesInFlight::read));
    }

    /** Two numbers, reads and writes; no limit when the device is gone or has no such file. */
    private static long read(String device) {
        try {
            String text = Files.readString(Path.of("/sys/dev/block/" + device + "/inflight"));
            return Arrays.stream(text.strip().split("\\s+"))
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
