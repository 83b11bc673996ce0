// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
 *   <li>half of the requests in flight or more wait for a lock ({@link LockWaits}): {@code Waiting};
 *   <li>of the time of working threads, calls that hold work up have more than four fifths ({@link AnswerWaits}):
 *       {@code Waiting}. Where these two have four fifths, neither the disk nor a CPU that others take is the shortage;
 *       the workload's own limit is;
 *   <li>no request in flight, none outstanding, and next to no CPU used: {@code Idle}, whatever the threads do;
 *   <li>{@code Unsaturated}.
 * </ol>
 *
 * <p>What is in flight, and which calls hold it up, {@link WorkFinder} says. Where an agent does not count TCP, blocking
 * by cause has to do for the waits ({@link Waits}), and the use of CPU for being idle.
 */
public final class WorkloadClassifier {

    /**
     * Classifies one window.
     *
     * @param targetSaturation wait / (run + wait) that is still fine, 0..1
     * @param previous         the label of the window before, which near a threshold is kept; null when there is none
     * @param habits           as the window before left them; {@link Habits#NONE} at first
     * @param isShort          whether a peer was short of CPU or disk, or waited, in the window before
     */
    public Classification classify(
            Observation observation,
            WorkloadState state,
            double targetSaturation,
            @Nullable Label previous,
            Habits habits,
            Predicate<Peer> isShort) {
        if (observation.observedPods() == 0) {
            Assessment unseen = new Assessment(Rule.NOT_OBSERVED, 1, List.of(Rule.NOT_OBSERVED.sentence()));
            return new Classification(unseen, List.of(), habits);
        }
        Work work = observation.traffic() == null
                ? null
                : WorkFinder.find(observation, observation.traffic(), habits, isShort);
        Assessment assessment = new Window(observation, state, targetSaturation, previous, work).assess();
        return work == null
                ? new Classification(assessment, List.of(), habits)
                : new Classification(assessment, work.dependencies(), work.habits());
    }

    /** @param work null where connections are not counted */
    private record Window(
            Observation observation,
            WorkloadState state,
            double targetSaturation,
            @Nullable Label previous,
            @Nullable Work work) {

        Assessment assess() {
            Optional<Assessment> disk =
                    probed() ? DiskPressure.find(observation, previous == Label.IO_BOUND) : Optional.empty();
            Optional<Assessment> cpu =
                    CpuPressure.find(observation, state, targetSaturation, previous == Label.CPU_BOUND);
            boolean elsewhere = probed() && work != null && waitsElsewhere(work);
            Assessment found = disk.filter(one -> !elsewhere)
                    .or(() -> cpu.filter(one -> !elsewhere || isItsLimit(one.rule())))
                    .or(this::waits)
                    .orElseGet(() -> Quiet.assess(observation, work, previous));
            return completed(found, elsewhere ? disk.or(() -> cpu) : Optional.empty());
        }

        private boolean probed() {
            return observation.evidence() == Evidence.KERNEL;
        }

        private boolean waitsElsewhere(Work work) {
            return AnswerWaits.dominates(observation, work) || LockWaits.dominates(observation, work);
        }

        private static boolean isItsLimit(Rule rule) {
            return rule == Rule.QUOTA_WAIT || rule == Rule.AT_LIMIT;
        }

        private Optional<Assessment> waits() {
            if (!probed()) {
                return Optional.empty();
            }
            return work == null
                    ? Waits.find(observation)
                    : LockWaits.find(observation, work)
                            .or(() -> AnswerWaits.find(observation, work, previous == Label.WAITING));
        }

        /** With what else was seen, and how much was not. */
        private Assessment completed(Assessment found, Optional<Assessment> lesser) {
            List<String> evidence = new ArrayList<>(found.evidence());
            lesser.filter(one -> one.rule() != found.rule())
                    .ifPresent(one -> evidence.add("also " + one.evidence().getFirst()));
            if (observation.observedPods() < observation.readyPods()) {
                evidence.add(observation.observedPods() + " of " + observation.readyPods() + " ready pods seen");
            }
            return new Assessment(found.rule(), found.confidence(), evidence);
        }
    }
}
