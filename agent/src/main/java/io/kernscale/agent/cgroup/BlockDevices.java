// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names of block devices: {@code DEVNAME} of {@code /sys/dev/block/8:0/uevent}; partitions keep their own. */
final class BlockDevices {
    private static final int REMEMBERED = 1024;

    private final Path sysDevBlock;
    private final Map<DeviceNumber, String> names = new HashMap<>();

    BlockDevices(Path sysDevBlock) {
        this.sysDevBlock = sysDevBlock;
    }

    /** The kernel's name, or {@code major:minor} where it has none. */
    String name(DeviceNumber device) {
        if (names.size() > REMEMBERED) {
            names.clear(); // loop devices come and go
        }
        return names.computeIfAbsent(device, this::read);
    }

    private String read(DeviceNumber device) {
        try {
            return Files.readAllLines(sysDevBlock.resolve(device.toString()).resolve("uevent")).stream()
                    .filter(line -> line.startsWith("DEVNAME="))
                    .map(line -> line.substring("DEVNAME=".length()))
                    .findFirst()
                    .orElse(device.toString());
        } catch (IOException unknown) {
            return device.toString();
        }
    }
}
