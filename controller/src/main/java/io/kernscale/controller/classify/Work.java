// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import java.util.List;

/**
 * What a workload is at, and for whom it waits, from the connections of its observed pods.
 *
 * @param serves            whether it has other clients than probes and scrapes
 * @param inFlight          requests received and not answered on average, parked ones left out
 * @param parked            requests that are held whether there is work or not: long polls, streams
 * @param requestsPerSecond requests received
 * @param dependencies      whom it asks, the one with the most outstanding first
 * @param habits            for the next window
 */
record Work(
        boolean serves,
        double inFlight,
        double parked,
        double requestsPerSecond,
        List<Dependency> dependencies,
        Habits habits) {

    /** Fewer requests or turns in progress than this, per pod, are none. */
    static final double NOTHING_PER_POD = 0.01;

    /** Fewer requests a second than this, per pod, are probes and scrapes. */
    static final double PROBES_PER_POD = 0.5;

    private static final double SHARED_RATIO = 0.8;
    private static final double POOL_RATIO = 0.95;
    private static final double LINE_RATIO = 0.5;
    private static final double ASKED_RATIO = 0.5;

    Work {
        dependencies = List.copyOf(dependencies);
    }

    /** Turns in progress that hold work up. */
    double outstanding() {
        double outstanding = 0;
        for (Dependency one : dependencies) {
            outstanding += one.holdsWork() ? one.call().rates().outstanding() : 0;
        }
        return outstanding;
    }

    /** The dependencies that hold work up. */
    List<Dependency> waits() {
        return dependencies.stream().filter(Dependency::holdsWork).toList();
    }

    /**
     * Requests in flight that nothing explains but connections which are always in use: many share one of them, where
     * only the oldest is seen to wait, or stand in line for one of a pool. Example: 38 in flight, 1 outstanding on one
     * multiplexed connection that always is, 0.5 threads running: 36.5.
     */
    double hidden(CpuRates cpu) {
        double unexplained = unexplained(cpu);
        boolean line = LockWaits.threads(cpu, outstanding()) >= LINE_RATIO * unexplained;
        boolean full = dependencies.stream().anyMatch(one -> isSharedAndFull(one) || line && isPoolAndFull(one));
        return full ? Math.max(0, unexplained) : 0;
    }

    /** Requests in flight that neither run, nor wait for a CPU or the disk, nor for an answer seen; may be below 0. */
    double unexplained(CpuRates cpu) {
        return inFlight - outstanding() - cpu.demandCores() - cpu.blocked().disk();
    }

    /** The part of the time of working threads in which they wait for answers. */
    double waitRatio(CpuRates cpu) {
        double waiting = outstanding() + hidden(cpu);
        return waiting / Math.max(waiting + cpu.demandCores() + cpu.blocked().disk(), Double.MIN_NORMAL);
    }

    /**
     * Whether nothing is in flight, nothing outstanding and next to nothing asked.
     *
     * @param slack by which the bounds are raised
     */
    boolean none(Observation observation, double slack) {
        double pods = observation.observedPods() * slack;
        return inFlight < NOTHING_PER_POD * pods
                && outstanding() < NOTHING_PER_POD * pods
                && requestsPerSecond <= PROBES_PER_POD * pods;
    }

    private static boolean isSharedAndFull(Dependency one) {
        var rates = one.call().rates();
        return one.kind() == Kind.UNCLEAR && rates.open() > 0 && rates.outstanding() >= SHARED_RATIO * rates.open();
    }

    /** A pool is asked by a good part of the requests. */
    private boolean isPoolAndFull(Dependency one) {
        var rates = one.call().rates();
        return one.kind() == Kind.CALL
                && rates.open() > 0
                && rates.outstanding() >= POOL_RATIO * rates.open()
                && rates.answersPerSecond() >= ASKED_RATIO * requestsPerSecond;
    }
}
