// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What a workload's work looks like while there is CPU for it.
 *
 * @param cpuSecondsPerBurst CPU time of one burst of work
 * @param pauseSecondsPerBurst the pause of a working thread between two bursts
 * @param workingThreads     threads that take part in the work
 * @param otherThreads      threads that take no part in the work
 * @param boundThreads       whether each thread belongs to one client, so that its pauses are the client's; threads
 *                           of a pool pause on the pool's lock or in its poll loop
 */
record Baseline(
        double cpuSecondsPerBurst,
        double pauseSecondsPerBurst,
        double workingThreads,
        double otherThreads,
        boolean boundThreads) {

    private static final double NEWEST_WEIGHT = 0.3;
    private static final double BOUND_RATIO = 0.8;

    /** The baseline with one more window, which must not be exhausted. */
    static @Nullable Baseline learn(@Nullable Baseline before, Observation observation) {
        CpuRates cpu = observation.cpu();
        if (cpu.burstsPerSecond() == 0 || cpu.runCores() == 0) {
            return before;
        }
        double cpuSeconds = cpu.runCores() / cpu.burstsPerSecond();
        Levels levels = Levels.of(observation);
        double pauseSeconds = levels.pausing() / cpu.burstsPerSecond();
        double bound = Levels.boundPauses(cpu, observation.observedPods());
        return new Baseline(
                before == null ? cpuSeconds : mean(before.cpuSecondsPerBurst, cpuSeconds),
                before == null ? pauseSeconds : mean(before.pauseSecondsPerBurst, pauseSeconds),
                levels.threads(),
                Math.max(0, cpu.threads() - levels.threads()),
                bound > 0 && bound >= BOUND_RATIO * cpu.cycleBlockedThreads());
    }

    private static double mean(double before, double newest) {
        return before + NEWEST_WEIGHT * (newest - before);
    }
}
