// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

/**
 * What a pod's threads do on average: numbers of threads, unless said otherwise.
 *
 * @param run         on a CPU
 * @param contention  runnable, while others have the CPU
 * @param quota       runnable, while the limit is used up
 * @param disk        blocked on the disk
 * @param lock        blocked on a lock, or parked on one
 * @param network     blocked in a socket call
 * @param poll        blocked in a poll
 * @param sleep       asleep
 * @param cycle       of the blocked ones, those that wake within a window
 * @param burstsPerSecond      bursts of work
 * @param preemptionsPerSecond switches of threads that would have run on
 * @param otherRatio  part of the preemptions that another pod caused, 0..1
 * @param threads     of the pod
 * @param limitCores  CPU limit; 0 for none
 * @param mostCores   that it can get, by its limit or of its node
 * @param throttledRatio part of the bandwidth periods in which it was stopped, 0..1
 * @param disks       its own disk
 */
record CpuLevel(
        double run,
        double contention,
        double quota,
        double disk,
        double lock,
        double network,
        double poll,
        double sleep,
        double cycle,
        double burstsPerSecond,
        double preemptionsPerSecond,
        double otherRatio,
        int threads,
        double limitCores,
        double mostCores,
        double throttledRatio,
        DiskLevel disks) {

    /**
     * Requests to the disk.
     *
     * @param requestsPerSecond completed
     * @param inDevice          on average
     * @param queued            on average
     */
    record DiskLevel(double requestsPerSecond, double inDevice, double queued) {
        static final DiskLevel NONE = new DiskLevel(0, 0, 0);
    }
}
