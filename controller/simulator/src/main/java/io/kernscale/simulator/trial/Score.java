// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.simulator.scaler.ApiServer.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is worth, from the scenario's second of measurement on, without its last ten seconds.
 *
 * @param p99Seconds       of all requests
 * @param objectiveMet     whether that is within the objective
 * @param secondsOver      seconds around which (10 s) the 99th percentile was over the objective
 * @param replicaSeconds   pods that existed
 * @param cpuHours         CPU requests of these: allocated, not used
 * @param recoverySeconds  from the onset until the 99th percentile is within the objective for 30 s; all the time that
 *                         is left where it never is, 0 where there is no onset, or it never was over
 * @param recoveryReplicaSeconds pods that existed from the onset until the recovery; 0 where there is no onset
 * @param writes           scales written
 * @param directionChanges scales of a workload the other way than its last one
 * @param wrongScales      scale-outs of a workload that the scenario does not make short of CPU, and that was not short of
 *                         its own: in the minute before, no mean of 5 s of its usage reached 60 % of its limit
 */
public record Score(
        double p99Seconds,
        boolean objectiveMet,
        int secondsOver,
        double replicaSeconds,
        double cpuHours,
        double recoverySeconds,
        double recoveryReplicaSeconds,
        int writes,
        int directionChanges,
        List<Write> wrongScales) {

    /** Around a second, this many seconds are looked at together: a hundred requests at the least. */
    public static final int WINDOW = 10;

    private static final int STEADY = 30;
    private static final int MINUTE = 60;
    private static final int MEAN = 5;
    private static final double SHORT_RATIO = 0.6;
    private static final long SECOND = 1_000_000_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    public Score {
        wrongScales = List.copyOf(wrongScales);
    }

    /** Scores a run. */
    public static Score of(Run run) {
        Scenario scenario = run.scenario();
        int from = scenario.measuredFrom();
        int to = end(scenario);
        double p99 = run.latencies().quantile(0.99, from, to);
        double recovery = recovery(run);
        List<Write> writes = run.writes().stream()
                .filter(write -> write.at() >= from * SECOND)
                .toList();
        return new Score(
                p99,
                p99 <= scenario.objectiveSeconds(),
                secondsOver(run, from, to),
                replicaSeconds(run, from, to),
                run.samples().stream()
                                .limit(to)
                                .skip(from)
                                .mapToDouble(Run.Sample::cores)
                                .sum()
                        / SECONDS_PER_HOUR,
                recovery,
                scenario.onset() == 0 ? 0 : replicaSeconds(run, scenario.onset(), scenario.onset() + (int) recovery),
                writes.size(),
                directionChanges(writes),
                writes.stream()
                        .filter(write ->
                                write.to() > write.from() && !isCulprit(scenario, write) && !wasShort(run, write))
                        .toList());
    }

    /** Who comes within the last seconds may not be answered before the end. */
    private static int end(Scenario scenario) {
        return scenario.seconds() - WINDOW;
    }

    private static double replicaSeconds(Run run, int from, int to) {
        return run.samples().stream()
                .limit(to)
                .skip(from)
                .mapToDouble(sample -> sum(sample.replicas()))
                .sum();
    }

    private static double sum(int[] values) {
        double sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    /** The 99th percentile around a second. */
    public static double p99(Run run, int second) {
        int from = Math.max(0, second - WINDOW / 2);
        return run.latencies().quantile(0.99, from, Math.min(end(run.scenario()), from + WINDOW));
    }

    private static boolean isOver(Run run, int second) {
        return p99(run, second) > run.scenario().objectiveSeconds();
    }

    private static int secondsOver(Run run, int from, int to) {
        int over = 0;
        for (int second = from; second < to; second++) {
            over += isOver(run, second) ? 1 : 0;
        }
        return over;
    }

    private static double recovery(Run run) {
        int onset = run.scenario().onset();
        if (onset == 0) {
            return 0;
        }
        int end = end(run.scenario());
        int steady = 0;
        boolean wasOver = false;
        for (int second = onset; second < end; second++) {
            boolean over = isOver(run, second);
            wasOver |= over;
            steady = over ? 0 : steady + 1;
            if (steady == STEADY && wasOver) {
                return second - STEADY + 1 - onset;
            }
        }
        return wasOver && steady < STEADY ? end - onset : 0;
    }

    private static int directionChanges(List<Write> writes) {
        Map<String, Boolean> last = new HashMap<>();
        int changes = 0;
        for (Write write : writes) {
            boolean out = write.to() > write.from();
            Boolean before = last.put(write.workload(), out);
            changes += before != null && before != out ? 1 : 0;
        }
        return changes;
    }

    private static boolean isCulprit(Scenario scenario, Write write) {
        return scenario.culprits().contains(write.workload()) && write.at() >= scenario.onset() * SECOND;
    }

    private static boolean wasShort(Run run, Write write) {
        int workload = run.scenario().scaled().indexOf(write.workload());
        int at = (int) (write.at() / SECOND);
        for (int from = Math.max(0, at - MINUTE); from + MEAN <= at; from++) {
            double sum = 0;
            for (int second = from; second < from + MEAN; second++) {
                sum += run.samples().get(second).usedRatio()[workload];
            }
            if (sum / MEAN >= SHORT_RATIO) {
                return true;
            }
        }
        return false;
    }
}
