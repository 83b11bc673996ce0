// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

/**
 * What the simulator cannot know of a machine and is told, measured with clients that do nothing but read.
 *
 * @param readCpuSeconds  CPU time of a direct read: the system call, and a part of the request that asks for it
 * @param readDiskSeconds from the block layer's queue to the read's end, without others at the disk
 * @param wakeSeconds     from a read's end until the thread is on a CPU, without others that want it
 * @param readsAtOnce     that the disk makes progress with, 1 or more
 */
record Inputs(double readCpuSeconds, double readDiskSeconds, double wakeSeconds, int readsAtOnce) {

    /**
     * Example: a read that takes 0.2 ms alone, and 10,000 of them a second in a crowd, are 2 at once.
     *
     * @param alone   a window with one client
     * @param crowded a window with more clients than the disk can make use of
     */
    static Inputs of(Counters alone, Counters crowded) {
        if (alone.reads() == 0) {
            throw new IllegalArgumentException("the window had no read");
        }
        double reads = 1e9 * alone.reads();
        double readDiskSeconds = alone.readNanos() / reads;
        double perSecond = 1e9 * crowded.reads() / crowded.clockNanos();
        return new Inputs(alone.runNanos() / reads, readDiskSeconds, alone.waitNanos() / reads, Math.max(1, (int)
                Math.round(perSecond * readDiskSeconds)));
    }
}
