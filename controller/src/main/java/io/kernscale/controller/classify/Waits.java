// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes waiting for an answer or a lock where nobody counts connections, as far as blocked time by cause can tell it.
 * Where connections are counted, {@link AnswerWaits} and {@link LockWaits} know more.
 *
 * <p>A thread in {@code recv} is a client whose server is slow, or a server whose client is quiet: its pauses look the
 * same. Only where the connections are taken by a poll loop, and the workload is at work, must its blocking receives be
 * calls that it made. A thread in {@code futex} waits for a lock, or is a pool's thread without a task; only threads
 * that take turns on what amounts to one core, thousands of times a second, give a lock away.
 */
final class Waits {

    /** A workload that uses fewer cores a pod has at most a heartbeat. */
    static final double AT_WORK_CORES = 0.02;

    private static final double DOMINANT_RATIO = 0.8;
    private static final double LEAST_LOCK_THREADS = 2;
    private static final double LOCK_BURSTS_PER_SECOND = 5_000;
    private static final double ONE_CORE_LOW = 0.9;
    private static final double ONE_CORE_HIGH = 1.1;

    private Waits() {}

    static Optional<Assessment> find(Observation observation) {
        CpuRates cpu = observation.cpu();
        if (cpu.runCores() < AT_WORK_CORES * observation.observedPods()) {
            return Optional.empty();
        }
        if (calls(cpu, observation.observedPods())) {
            return Optional.of(new Assessment(Rule.NETWORK_DOMINATES, 0.5, List.of(network(cpu))));
        }
        return takesTurns(cpu, observation.observedPods()) ? Optional.of(lock(cpu, 0.5)) : Optional.empty();
    }

    /** Threads blocked in the network or on locks, for the evidence of labels that rest on something else. */
    static List<String> seen(Observation observation) {
        CpuRates cpu = observation.cpu();
        return cpu.blocked().network() >= 1
                ? List.of(network(cpu) + "; without counts of requests in flight, a client that waits and a server"
                        + " without work look the same")
                : List.of(Compact.number(cpu.runCores()) + " cores used, " + Compact.percent(cpu.saturation())
                        + " of the runnable time waited");
    }

    private static boolean calls(CpuRates cpu, int pods) {
        BlockedRates blocked = cpu.blocked();
        double waiting = Math.min(blocked.network(), cpu.cycleBlockedThreads());
        return blocked.poll() >= 0.5 * pods
                && waiting >= pods
                && waiting > DOMINANT_RATIO * (waiting + cpu.demandCores())
                && blocked.network() >= DOMINANT_RATIO * (cpu.cycleBlockedThreads() - Math.min(blocked.poll(), pods));
    }

    /** Whether threads take turns on what amounts to one core, thousands of times a second. */
    static boolean takesTurns(CpuRates cpu, int pods) {
        double waiting = Math.min(cpu.blocked().lock(), cpu.cycleBlockedThreads());
        double coresPerPod = cpu.runCores() / pods;
        return waiting >= LEAST_LOCK_THREADS * pods
                && waiting >= DOMINANT_RATIO * cpu.cycleBlockedThreads()
                && cpu.burstsPerSecond() >= LOCK_BURSTS_PER_SECOND * pods
                && coresPerPod >= ONE_CORE_LOW
                && coresPerPod <= ONE_CORE_HIGH;
    }

    private static String network(CpuRates cpu) {
        return Compact.number(cpu.blocked().network()) + " threads blocked in network receive, "
                + Compact.number(cpu.runCores()) + " cores used";
    }

    /** The assessment of threads that take turns. */
    static Assessment lock(CpuRates cpu, double confidence) {
        String threads = Compact.number(cpu.blocked().lock()) + " threads blocked on locks, "
                + Compact.number(cpu.runCores()) + " cores used in "
                + Compact.number(cpu.burstsPerSecond()) + " turns a second";
        return new Assessment(Rule.LOCK_DOMINATES, confidence, List.of(threads));
    }
}
