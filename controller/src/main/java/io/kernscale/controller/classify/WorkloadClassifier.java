// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.WorkloadState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names what a workload is short of, from one window. Pure.
 *
 * <p>The rules in their order; the first that fires gives the label:
 *
 * <ol>
 *   <li>no fresh rates: {@code Unknown};
 *   <li>of the time threads are at work, the disk has more than half: {@code IoBound}, even where the rest of the time
 *       is short of CPU, because more replicas would queue at the same disk;
 *   <li>wait / (run + wait) above the target, by threads that want a material amount of CPU, or usage at the limit:
 *       {@code CpuBound};
 *   <li>no probes, and too little CPU used to be sure that work is served: {@code Unknown};
 *   <li>blocking calls or a lock dominate, where that can be told: {@code Waiting};
 *   <li>next to no CPU used: {@code Idle};
 *   <li>{@code Unsaturated}.
 * </ol>
 */
public final class WorkloadClassifier {

    /** Once idle, a workload stays so up to this many times the threshold. */
    private static final double IDLE_HYSTERESIS = 1.5;

    /** Without causes of blocking, a pod that uses less than this may as well be blocked. */
    private static final double SERVES_CORES = 0.1;

    /**
     * Classifies one window.
     *
     * @param targetSaturation wait / (run + wait) that is still fine, 0..1
     * @param previous         the label of the window before, which near a threshold is kept; null when there is none
     */
    public Assessment classify(
            Observation observation, WorkloadState state, double targetSaturation, @Nullable Label previous) {
        if (observation.observedPods() == 0) {
            return new Assessment(Rule.NOT_OBSERVED, 1, List.of(Rule.NOT_OBSERVED.sentence()));
        }
        boolean probed = observation.evidence() == Evidence.KERNEL;
        Optional<Assessment> disk =
                probed ? DiskPressure.find(observation, previous == Label.IO_BOUND) : Optional.empty();
        return disk.or(() -> CpuPressure.find(observation, state, targetSaturation, previous == Label.CPU_BOUND))
                .or(() -> probed ? Waits.find(observation) : Optional.empty())
                .orElseGet(() -> nothingShort(observation, probed, previous));
    }

    /** Stub. */
    public Classification classify(
            Observation observation,
            WorkloadState state,
            double targetSaturation,
            @Nullable Label previous,
            Habits habits) {
        return new Classification(classify(observation, state, targetSaturation, previous), List.of(), habits);
    }

    private static Assessment nothingShort(Observation observation, boolean probed, @Nullable Label previous) {
        double coresPerPod = observation.cpu().runCores() / observation.observedPods();
        if (!probed) {
            Rule rule = coresPerPod < SERVES_CORES ? Rule.NO_CAUSES : Rule.NOTHING_SHORT;
            return new Assessment(rule, 0.5, Waits.seen(observation));
        }
        double idleBelow = Waits.AT_WORK_CORES * (previous == Label.IDLE ? IDLE_HYSTERESIS : 1);
        boolean idle = coresPerPod < idleBelow && observation.cpu().blocked().disk() < DiskPressure.MATERIAL_THREADS;
        double confidence = observation.cpu().blocked().network() >= 1 ? 0.6 : 0.9;
        return new Assessment(idle ? Rule.NO_WORK : Rule.NOTHING_SHORT, confidence, Waits.seen(observation));
    }
}
