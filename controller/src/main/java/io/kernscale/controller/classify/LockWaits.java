// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes requests in flight that wait for a lock of the workload itself.
 *
 * <p>A thread in {@code futex} waits for a lock, or is a pool's thread without a task, or sleeps in a runtime that sleeps
 * that way. So the time must be that of threads which woke (a parked pool does not), there must be requests in flight
 * that nothing else explains, half of them at least, and somebody must have the lock: he runs, reads or sleeps, one in
 * each pod at any time. Example: 64 in flight, 1 core used and 63 threads in futex that take turns: 63 of 64 wait.
 *
 * <p>Where more requests are in flight than threads are at work the others stand in line in front of a full pool; then it
 * is enough that the lock has the larger part of these threads.
 */
final class LockWaits {

    private static final double EXPLAINED_RATIO = 0.5;
    private static final double DOMINANT_RATIO = 0.8;
    private static final double HELD_RATIO = 0.9;
    private static final double LEAST_THREADS = 2;
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.7;

    private LockWaits() {}

    static Optional<Assessment> find(Observation observation, Work work) {
        CpuRates cpu = observation.cpu();
        int pods = observation.observedPods();
        boolean turns = Waits.takesTurns(cpu, pods);
        if (!work.serves()) {
            return turns ? Optional.of(Waits.lock(cpu, LIKELY)) : Optional.empty();
        }
        double unexplained = work.unexplained(cpu) - work.hidden(cpu);
        double threads = Math.min(threads(cpu, work.outstanding()), unexplained);
        if (work.inFlight() < pods
                || unexplained < EXPLAINED_RATIO * work.inFlight()
                || threads < LEAST_THREADS * pods
                || !held(observation)) {
            return Optional.empty();
        }
        boolean explains = threads >= EXPLAINED_RATIO * unexplained;
        boolean dominates = threads
                >= work.outstanding() + cpu.demandCores() + cpu.blocked().disk();
        return explains || dominates
                ? Optional.of(new Assessment(
                        Rule.LOCK_DOMINATES, turns ? SURE : LIKELY, List.of(text(cpu, work, unexplained))))
                : Optional.empty();
    }

    /**
     * Threads that may take turns on a lock. Calls that no thread waits for in a receive may have one each that is parked
     * until another brings the answer. Example: 36 threads in futex, 22 calls outstanding and 2 threads in receives: 16.
     */
    static double threads(CpuRates cpu, double outstanding) {
        double parkedForCalls = Math.max(0, outstanding - cpu.blocked().network());
        return Math.max(0, Math.min(cpu.blocked().lock(), cpu.cycleBlockedThreads()) - parkedForCalls);
    }

    /**
     * Whether in each pod somebody is at work all the time, who may have a lock. One sleeper a pod is left out: language
     * runtimes keep one.
     */
    static boolean held(Observation observation) {
        CpuRates cpu = observation.cpu();
        double asleep = Math.max(0, cpu.blocked().sleep() - observation.observedPods());
        double atWork = cpu.demandCores() + cpu.blocked().disk() + asleep;
        return atWork >= HELD_RATIO * observation.observedPods();
    }

    /** Whether a lock has the time of the requests in flight beyond doubt, whatever else the workload lacks. */
    static boolean dominates(Observation observation, Work work) {
        return work.unexplained(observation.cpu()) > DOMINANT_RATIO * work.inFlight()
                && find(observation, work).isPresent();
    }

    private static String text(CpuRates cpu, Work work, double unexplained) {
        return Compact.number(unexplained) + " of " + Compact.number(work.inFlight())
                + " requests in flight wait for a lock of its own: "
                + Compact.number(cpu.blocked().lock())
                + " threads blocked on locks, " + Compact.number(cpu.runCores()) + " cores used in "
                + Compact.number(cpu.burstsPerSecond()) + " turns a second";
    }
}
