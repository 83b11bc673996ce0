// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/** One pod's requests to its node's disk. */
public final class DiskUse {

    int queued;
    int inDevice;
    long completed;
    private double queuedNanos;
    private double deviceNanos;
    private long last;

    void count(long now) {
        queuedNanos += (double) queued * (now - last);
        deviceNanos += (double) inDevice * (now - last);
        last = now;
    }

    /** Requests that are complete. */
    public long completed() {
        return completed;
    }

    /** Requests in the device now. */
    public int inDevice() {
        return inDevice;
    }

    /** Request-nanoseconds before the device. */
    public double queuedNanos() {
        return queuedNanos;
    }

    /** Request-nanoseconds in the device. */
    public double deviceNanos() {
        return deviceNanos;
    }
}
