// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The node's CPUs. The JVM would count those that the agent's own container may use. */
final class OnlineCpus {

    private OnlineCpus() {}

    static int count(Path hostRoot) {
        try {
            return parse(Files.readString(hostRoot.resolve("sys/devices/system/cpu/online"))
                    .strip());
        } catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /** {@code 0-3,6} is 5. Source: Documentation/ABI/testing/sysfs-devices-system-cpu. */
    static int parse(String list) {
        int cpus = 0;
        for (String range : list.split(",")) {
            int dash = range.indexOf('-');
            cpus += dash < 0
                    ? 1
                    : Integer.parseInt(range.substring(dash + 1)) - Integer.parseInt(range.substring(0, dash)) + 1;
        }
        return cpus;
    }
}
