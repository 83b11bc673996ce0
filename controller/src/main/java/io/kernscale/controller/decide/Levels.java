// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import java.time.Instant;

/**
 * Where a workload's working threads were in one window, on average.
 *
 * @param observedAt end of the window
 * @param pods       observed pods
 * @param running      threads on a CPU
 * @param waiting      threads waiting for a CPU
 * @param pausing    threads between two bursts
 */
record Levels(Instant observedAt, int pods, double running, double waiting, double pausing) {

    /** A pause of a quarter of the window ends within it nearly always. */
    private static final double BRIEF_WINDOWS = 0.25;

    Levels {
        requireNonNull(observedAt, "observedAt");
    }

    static Levels of(Observation observation) {
        CpuRates cpu = observation.cpu();
        double pausing =
                pausing(cpu, observation.observedPods(), observation.window().toMillis() / 1e3);
        return new Levels(
                observation.observedAt(), observation.observedPods(), cpu.runCores(), cpu.waitCores(), pausing);
    }

    /** Pauses that may outlast the window are missing in the cycles, but not among the blocked threads. */
    private static double pausing(CpuRates cpu, int pods, double windowSeconds) {
        double cycling = cpu.cycleBlockedThreads();
        boolean brief = cycling <= BRIEF_WINDOWS * windowSeconds * cpu.burstsPerSecond();
        return brief ? cycling : Math.max(cycling, boundPauses(cpu, pods));
    }

    /**
     * Threads in pauses that belong to one client or one piece of work: in a receive, on the disk, in a timer. One
     * sleeper a pod is left out: language runtimes keep one.
     */
    static double boundPauses(CpuRates cpu, int pods) {
        BlockedRates blocked = cpu.blocked();
        return blocked.network() + blocked.disk() + Math.max(0, blocked.sleep() - pods);
    }

    double runnable() {
        return running + waiting;
    }

    double threads() {
        return running + waiting + pausing;
    }

    /** These levels without the part of the window in which they still were {@code before}. */
    Levels after(Levels before, double ratio) {
        return new Levels(
                observedAt,
                pods,
                without(running, before.running, ratio),
                without(waiting, before.waiting, ratio),
                without(pausing, before.pausing, ratio));
    }

    private static double without(double mean, double before, double ratio) {
        return Math.max(0, (mean - before * (1 - ratio)) / ratio);
    }
}
