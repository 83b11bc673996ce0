// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import io.kernscale.simulator.machine.Course.Point;
import io.kernscale.simulator.machine.Course.Write;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a step was answered.
 *
 * @param firstWriteSeconds onset to the first write; the whole time where there was none
 * @param settledSeconds    onset to the write that first reached the size that stayed; the whole time where there was none
 * @param decisions         writes until then
 * @param finalReplicas     at the end
 * @param overshoot         most replicas over the right size, 0 or more
 * @param directionChanges  writes against the direction of the one before
 * @param recoverySeconds   onset to the first 20 s in a row that met the objective; the whole time where there were none
 * @param overSeconds       seconds over the objective
 * @param replicaSeconds    replicas paid for over the time
 */
record Score(
        double firstWriteSeconds,
        double settledSeconds,
        int decisions,
        int finalReplicas,
        int overshoot,
        int directionChanges,
        double recoverySeconds,
        double overSeconds,
        double replicaSeconds) {

    private static final double RECOVERED_SECONDS = 20;

    /** @param course with a point at least */
    static Score of(Course course, int rightSize, double objectiveMillis) {
        List<Point> points = course.points();
        double end = points.getLast().seconds();
        int finalReplicas = points.getLast().replicas();
        int settled = settled(course.writes(), finalReplicas);
        return new Score(
                course.writes().isEmpty() ? end : course.writes().getFirst().seconds(),
                settled < 0 ? end : course.writes().get(settled).seconds(),
                settled + 1,
                finalReplicas,
                Math.max(0, points.stream().mapToInt(Point::replicas).max().orElse(0) - rightSize),
                directionChanges(points.getFirst().replicas(), course.writes()),
                recovery(points, objectiveMillis),
                integral(points, point -> point.p99Millis() > objectiveMillis ? 1 : 0),
                integral(points, Point::replicas));
    }

    /** Index of the write after which all have the last one's size; -1 without writes. */
    private static int settled(List<Write> writes, int finalReplicas) {
        int index = writes.size() - 1;
        while (index > 0 && writes.get(index - 1).replicas() == finalReplicas) {
            index--;
        }
        return index;
    }

    private static int directionChanges(int before, List<Write> writes) {
        int changes = 0;
        int direction = 0;
        int replicas = before;
        for (Write write : writes) {
            int next = Integer.signum(write.replicas() - replicas);
            changes += direction * next < 0 ? 1 : 0;
            direction = next == 0 ? direction : next;
            replicas = write.replicas();
        }
        return changes;
    }

    /** The first second that begins so many under the objective; one odd answer lifts a percentile for 5 s. */
    private static double recovery(List<Point> points, double objectiveMillis) {
        for (int i = 0; i < points.size(); i++) {
            double start = points.get(i).seconds();
            boolean met = points.stream()
                    .filter(point -> point.seconds() >= start && point.seconds() <= start + RECOVERED_SECONDS)
                    .allMatch(point -> point.p99Millis() <= objectiveMillis);
            if (met && points.getLast().seconds() - start >= RECOVERED_SECONDS) {
                return start;
            }
        }
        return points.getLast().seconds();
    }

    private static double integral(List<Point> points, ToDoubleFunction<Point> value) {
        double sum = 0;
        for (int i = 1; i < points.size(); i++) {
            double seconds = points.get(i).seconds() - points.get(i - 1).seconds();
            sum += value.applyAsDouble(points.get(i - 1)) * seconds;
        }
        return sum;
    }
}
