// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import java.util.SplittableRandom;

/** A node: cores, a disk, memory. */
public final class Node {

    final NodeCpu cpu;
    final Disk disk;
    private final String name;
    private final String address;
    private final SplittableRandom random;
    private double requestedCores;
    private double faultRatio;

    Node(int index, int cores, Agenda agenda, SplittableRandom random) {
        this.name = "node-" + index;
        this.address = "10.0.0." + (index + 1);
        this.random = random;
        this.cpu = new NodeCpu(cores, agenda);
        this.disk = new Disk(agenda, random.split(), World.DISK_WIDTH, World.DISK);
    }

    public String name() {
        return name;
    }

    public String address() {
        return address;
    }

    public int cores() {
        return cpu.cores;
    }

    /** Requests to its disk take this long in the device from now on; {@link World#DISK} as ever. */
    public void diskBecomes(Dist service) {
        disk.become(service);
    }

    /** So many requests are in its disk at once from now on, 1 or more. */
    public void diskTakes(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("a disk takes 1 request or more at once, was: " + atOnce);
        }
        disk.takes(atOnce);
    }

    /** A thread that wakes is so long on its way to a CPU, even to a free one. 0 unless said so. */
    public void wakesTake(double seconds) {
        cpu.wakeNanos = (long) (seconds * 1e9);
    }

    /** Its memory is short: before so large a part of all bursts of work, a page must be read from the disk first. */
    public void memoryShort(double ratio) {
        faultRatio = ratio;
    }

    boolean faults() {
        return faultRatio > 0 && random.nextDouble() < faultRatio;
    }

    double freeCores() {
        return cpu.cores - requestedCores;
    }

    void reserve(double cores) {
        requestedCores += cores;
    }
}
