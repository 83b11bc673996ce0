// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

/** Loopback addresses for pods, {@code 127.x.y.z} with an x of this run, so that two runs do not meet. */
final class PodAddresses {
    private static final int PER_BYTE = 254;

    private final long second;
    private int taken;

    PodAddresses(long run) {
        this.second = 64 + run % 128;
    }

    String next() {
        int number = taken++;
        return "127." + second + "." + (1 + number / PER_BYTE % PER_BYTE) + "." + (1 + number % PER_BYTE);
    }
}
