// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Svg.Curve;
import io.kernscale.simulator.evidence.Svg.Panel;
import io.kernscale.simulator.evidence.Svg.Scale;
import io.kernscale.simulator.trial.Run;
import io.kernscale.simulator.trial.Scenario;
import io.kernscale.simulator.trial.Score;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Replicas and latency over time, of all who scaled one scenario. */
final class Plot {

    private static final int POINTS = 220;

    private Plot() {}

    /** The name of a scenario's file. */
    static String file(Scenario scenario) {
        return scenario.name().replaceAll("[^a-z0-9-]+", "-") + ".svg";
    }

    static String of(List<Run> runs) {
        Scenario scenario = runs.getFirst().scenario();
        return new Svg(scenario.name(), scenario.seconds())
                .add(new Panel(
                        "replicas, all workloads",
                        Scale.LINEAR,
                        0,
                        curves(
                                runs,
                                run -> second -> Arrays.stream(
                                                run.samples().get(second).replicas())
                                        .sum())))
                .add(new Panel(
                        "99th percentile in seconds, objective dashed",
                        Scale.LOGARITHMIC,
                        scenario.objectiveSeconds(),
                        curves(runs, run -> second -> Score.p99(run, second))))
                .text();
    }

    private interface Series {
        IntToDoubleFunction of(Run run);
    }

    private static List<Curve> curves(List<Run> runs, Series series) {
        return runs.stream()
                .map(run -> new Curve(run.scaler().text(), values(run, series.of(run))))
                .toList();
    }

    private static List<Double> values(Run run, IntToDoubleFunction at) {
        int last = run.scenario().seconds() - Score.WINDOW - 1;
        int points = Math.min(POINTS, last);
        return IntStream.rangeClosed(0, points)
                .mapToObj(i -> at.applyAsDouble(i * last / points))
                .toList();
    }
}
