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
