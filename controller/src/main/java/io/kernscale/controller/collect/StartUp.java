// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells a pod's start from load. A JVM that has just become ready compiles for a while and uses a multiple of the CPU that
 * its requests will cost; counted as load it doubles the replicas, which start in turn (kubernetes #29989, #71255). The
 * Horizontal Pod Autoscaler waits five minutes instead; here the pod's own numbers tell.
 *
 * <p>A pod starts until it is ready and a whole window lies behind that. Then it still starts
 *
 * <ul>
 *   <li>while it burns CPU without a connection that asks anything, for half a minute;
 *   <li>while an answer costs it more than 1.5 times what one costs the workload's settled pods;
 *   <li>where there is no settled pod to compare with: while an answer (or, where none are counted, a second) costs 15 %
 *       less than in the window before, until three windows in a row do not.
 * </ul>
 *
 * <p>After five minutes it has started in any case. A pod that has started never starts again.
 */
public final class StartUp {

    /** The Horizontal Pod Autoscaler's cpu-initialization-period. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration LONGEST_UNASKED = Duration.ofSeconds(30);

    /** Who uses less has nothing that could be mistaken for load. */
    private static final double LEAST_CORES = 0.02;

    private static final double COSTLY_RATIO = 1.5;
    private static final double FALLING_RATIO = 0.85;
    private static final int STEADY_WINDOWS = 3;

    private StartUp() {}

    /**
     * One pod in one window.
     *
     * @param startTime        as the kubelet tells; null while it does not
     * @param readyAt          since when it is ready; null while it is not
     * @param windowStart      begin of the window; controller clock
     * @param runCores         CPU use
     * @param answersPerSecond that it gave; null where connections are not counted
     * @param asked            whether any of its connections asked anything, either way
     */
    public record PodWindow(
            @Nullable Instant startTime,
            @Nullable Instant readyAt,
            Instant windowStart,
            double runCores,
            @Nullable Double answersPerSecond,
            boolean asked) {

        public PodWindow {
            requireNonNull(windowStart, "windowStart");
        }

        /** CPU seconds an answer; null where none was given. */
        public @Nullable Double secondsPerAnswer() {
            return answersPerSecond == null || answersPerSecond <= 0 ? null : (Double) (runCores / answersPerSecond);
        }
    }

    /**
     * How far a pod has come.
     *
     * @param starting      whether its CPU use is start-up
     * @param cost          of an answer, or of a second where none are counted, in the window before; null at first
     * @param steadyWindows windows in a row in which the cost did not fall
     */
    public record Phase(boolean starting, @Nullable Double cost, int steadyWindows) {

        static final Phase STARTED = new Phase(false, null, 0);
        static final Phase STARTING = new Phase(true, null, 0);
    }

    /**
     * The phase after one more window.
     *
     * @param before                  of the window before; null at first
     * @param settledSecondsPerAnswer CPU seconds that an answer costs the workload's settled pods; null where unknown
     */
    public static Phase next(
            @Nullable Phase before, PodWindow pod, @Nullable Double settledSecondsPerAnswer, Instant now) {
        if (before != null && !before.starting() || isOver(pod.startTime(), pod.readyAt(), now)) {
            return Phase.STARTED;
        }
        Instant readyAt = pod.readyAt();
        if (readyAt == null || pod.windowStart().isBefore(readyAt)) {
            return Phase.STARTING;
        }
        if (pod.runCores() < LEAST_CORES) {
            return Phase.STARTED;
        }
        if (!pod.asked() && pod.answersPerSecond() != null && now.isBefore(readyAt.plus(LONGEST_UNASKED))) {
            return Phase.STARTING;
        }
        Double cost = pod.secondsPerAnswer();
        return cost != null && settledSecondsPerAnswer != null
                ? beside(cost, settledSecondsPerAnswer)
                : alone(before, cost == null ? pod.runCores() : cost);
    }

    /** Whether a pod has started in any case, however long ago it was first seen. */
    public static boolean isOver(@Nullable Instant startTime, @Nullable Instant readyAt, Instant now) {
        Instant start = startTime == null ? readyAt : startTime;
        return start != null && !now.isBefore(start.plus(LONGEST));
    }

    private static Phase beside(double cost, double settled) {
        return cost > COSTLY_RATIO * settled ? Phase.STARTING : Phase.STARTED;
    }

    private static Phase alone(@Nullable Phase before, double cost) {
        Double costBefore = before == null ? null : before.cost();
        if (costBefore == null || cost < FALLING_RATIO * costBefore) {
            return new Phase(true, cost, 0);
        }
        int steady = before == null ? 0 : before.steadyWindows() + 1;
        return steady >= STEADY_WINDOWS ? Phase.STARTED : new Phase(true, cost, steady);
    }
}
