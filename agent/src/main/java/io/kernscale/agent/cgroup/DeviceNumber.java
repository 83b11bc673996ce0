// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.Comparator;

/** A block device as the kernel counts them; as text {@code 8:0}. */
record DeviceNumber(int major, int minor) implements Comparable<DeviceNumber> {
    private static final Comparator<DeviceNumber> ORDER =
            Comparator.comparingInt(DeviceNumber::major).thenComparingInt(DeviceNumber::minor);

    @Override
    public int compareTo(DeviceNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
