// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

/**
 * What one request asks of one replica, in seconds, on its own and undisturbed.
 *
 * @param cpuSeconds  of CPU outside of the lock
 * @param diskSeconds at the replica's disk, which serves one request at a time; the thread waits for it
 * @param lockSeconds within the replica's one mutex
 * @param lockCpuRatio part of {@code lockSeconds} that is CPU, 0..1; the rest is sleep
 * @param stallRatio  seconds that neighbours on the node delay each second of CPU, 0 or more
 */
public record Demand(
        double cpuSeconds, double diskSeconds, double lockSeconds, double lockCpuRatio, double stallRatio) {

    public Demand {
        Checks.atLeast(cpuSeconds, 0, "cpuSeconds");
        Checks.atLeast(diskSeconds, 0, "diskSeconds");
        Checks.atLeast(lockSeconds, 0, "lockSeconds");
        Checks.atLeast(lockCpuRatio, 0, "lockCpuRatio");
        Checks.atLeast(stallRatio, 0, "stallRatio");
    }

    /** CPU in all. Example: 3 ms, and half of 4 ms in the lock, are 5 ms. */
    public double allCpuSeconds() {
        return cpuSeconds + lockSeconds * lockCpuRatio;
    }

    public Demand withCpuSeconds(double seconds) {
        return new Demand(seconds, diskSeconds, lockSeconds, lockCpuRatio, stallRatio);
    }

    public Demand withDiskSeconds(double seconds) {
        return new Demand(cpuSeconds, seconds, lockSeconds, lockCpuRatio, stallRatio);
    }

    public Demand withLockSeconds(double seconds) {
        return new Demand(cpuSeconds, diskSeconds, seconds, lockCpuRatio, stallRatio);
    }

    public Demand withStallRatio(double ratio) {
        return new Demand(cpuSeconds, diskSeconds, lockSeconds, lockCpuRatio, ratio);
    }
}
