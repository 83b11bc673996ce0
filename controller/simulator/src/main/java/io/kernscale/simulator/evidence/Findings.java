// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Comparison.Kind;
import io.kernscale.simulator.evidence.Comparison.Line;
import io.kernscale.simulator.scaler.ApiServer.Write;
import io.kernscale.simulator.trial.Scenarios;
import io.kernscale.simulator.trial.Score;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All comparisons in a few numbers.
 *
 * @param cpuHoursSavedRatio   CPU hours saved against the better tuned baseline, mean over traces and applications
 * @param objectiveMetRatio    of the traces on which a tuned baseline meets the objective, those on which Kernscale does
 * @param stepDecisions        scale-outs after the five-fold step until the replicas are within 20 % of five times those
 *                             before; 0 where they never are
 * @param hpaStepDecisions     the same of the Horizontal Pod Autoscaler
 * @param surgeRecoverySpeedup the Horizontal Pod Autoscaler's time until the objective is met after the step, by
 *                             Kernscale's
 * @param recoveryReplicaRatio replica seconds that Kernscale takes from the step until its recovery, by those that the
 *                             Horizontal Pod Autoscaler takes until its own
 * @param surgeReplicaRatio    replica seconds of the whole scenario, by the Horizontal Pod Autoscaler's. Five times the
 *                             load lasts to its end, so who serves all of it sooner has more
 * @param wrongScales          scale-outs of workloads that were not short of CPU, where more replicas cure nothing
 * @param baselineWrongScales  the same of all baselines together
 * @param culpritsScaledRatio  of the workloads that a load or a fault makes short of CPU, those that Kernscale scaled out
 * @param moreFlapping         scenarios in which Kernscale changes direction more often than the default autoscaler
 */
record Findings(
        double cpuHoursSavedRatio,
        double objectiveMetRatio,
        int stepDecisions,
        int hpaStepDecisions,
        double surgeRecoverySpeedup,
        double recoveryReplicaRatio,
        double surgeReplicaRatio,
        int wrongScales,
        int baselineWrongScales,
        double culpritsScaledRatio,
        List<String> moreFlapping) {

    private static final String HPA = "HPA";
    private static final double RIGHT = 0.2;
    private static final long SECOND = 1_000_000_000;

    Findings {
        moreFlapping = List.copyOf(moreFlapping);
    }

    static Findings of(List<Comparison> all) {
        List<Comparison> traces =
                all.stream().filter(one -> one.kind() == Kind.TRACE).toList();
        List<Comparison> met =
                traces.stream().filter(one -> one.betterTuned().isPresent()).toList();
        Optional<Comparison> step = all.stream()
                .filter(one -> one.scenario().name().equals("step-5x"))
                .findFirst();
        return new Findings(
                met.stream()
                        .flatMap(one -> one.saved().stream())
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0),
                met.stream()
                        .mapToDouble(one -> one.kernscale().score().objectiveMet() ? 1 : 0)
                        .average()
                        .orElse(0),
                step.map(one -> decisions(one, one.kernscale())).orElse(0),
                step.map(one -> decisions(one, one.line(HPA))).orElse(0),
                step.map(Findings::speedup).orElse(0.0),
                step.map(one -> ratio(one, Score::recoveryReplicaSeconds)).orElse(0.0),
                step.map(one -> ratio(one, Score::replicaSeconds)).orElse(0.0),
                all.stream()
                        .filter(Findings::isIncurable)
                        .mapToInt(one -> one.kernscale().score().wrongScales().size())
                        .sum(),
                all.stream()
                        .filter(Findings::isIncurable)
                        .flatMap(one -> one.baselines().stream())
                        .mapToInt(line -> line.score().wrongScales().size())
                        .sum(),
                all.stream()
                        .filter(one -> one.kind() == Kind.FAULT)
                        .flatMap(Findings::culpritsScaled)
                        .mapToDouble(scaled -> scaled ? 1 : 0)
                        .average()
                        .orElse(0),
                all.stream()
                        .filter(one -> one.kernscale().score().directionChanges()
                                > one.line(HPA).score().directionChanges())
                        .map(one -> one.scenario().name())
                        .toList());
    }

    private static boolean isIncurable(Comparison one) {
        return Scenarios.NO_CURE.contains(one.scenario().name());
    }

    /** For each culprit of a scenario whether it was scaled out. */
    private static Stream<Boolean> culpritsScaled(Comparison one) {
        return one.scenario().culprits().stream()
                .map(culprit -> one.kernscale().writes().stream()
                        .anyMatch(write -> write.workload().equals(culprit)
                                && write.to() > write.from()
                                && write.at() >= one.scenario().onset() * SECOND));
    }

    private static int decisions(Comparison step, Line line) {
        long onset = step.scenario().onset() * SECOND;
        int right = 0;
        int count = 0;
        for (Write write : line.writes()) {
            if (write.at() < onset) {
                continue;
            }
            right = right == 0 ? 5 * write.from() : right;
            count += write.to() > write.from() ? 1 : 0;
            if (Math.abs(write.to() - right) <= RIGHT * right) {
                return count;
            }
        }
        return 0;
    }

    private static double speedup(Comparison step) {
        return step.line(HPA).score().recoverySeconds()
                / Math.max(1, step.kernscale().score().recoverySeconds());
    }

    /** Kernscale's by the Horizontal Pod Autoscaler's. */
    private static double ratio(Comparison step, ToDoubleFunction<Score> figure) {
        return figure.applyAsDouble(step.kernscale().score())
                / Math.max(1, figure.applyAsDouble(step.line(HPA).score()));
    }

    /**
     * The figures as JSON.
     *
     * @param withoutObjective the same where no object states the objective
     */
    String json(long seed, Findings withoutObjective) {
        return String.format(
                Locale.ROOT,
                "{%s, \"withoutObjective\": {%s}, \"seed\": %d}%n",
                figures(),
                withoutObjective.figures(),
                seed);
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "\"cpuHoursSavedRatio\": %.4f, \"objectiveMetRatio\": %.4f, \"stepDecisions\": %d, "
                        + "\"surgeRecoverySpeedup\": %.2f, \"recoveryReplicaRatio\": %.3f, \"surgeReplicaRatio\": %.3f, \"wrongScales\": %d, "
                        + "\"baselineWrongScales\": %d, \"culpritsScaledRatio\": %.3f",
                cpuHoursSavedRatio,
                objectiveMetRatio,
                stepDecisions,
                surgeRecoverySpeedup,
                recoveryReplicaRatio,
                surgeReplicaRatio,
                wrongScales,
                baselineWrongScales,
                culpritsScaledRatio);
    }
}
