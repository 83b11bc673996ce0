// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.scaler.ApiServer.Write;
import io.kernscale.simulator.trial.Run;
import io.kernscale.simulator.trial.ScalerKind;
import io.kernscale.simulator.trial.Scenario;
import io.kernscale.simulator.trial.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One scenario with all who scaled it, Kernscale first: with the objective stated, then without.
 *
 * @param scenario what was scaled
 * @param kind     what it is compared for
 * @param lines    one for each
 */
record Comparison(Scenario scenario, Kind kind, List<Line> lines) {

    private static final Set<String> KERNSCALE =
            Set.of(ScalerKind.KERNSCALE_WITH_OBJECTIVE.text(), ScalerKind.KERNSCALE.text());

    /** What a scenario is compared for. */
    enum Kind {
        /** A long trace, against tuned baselines. */
        TRACE,
        /** A sudden load or a fault. */
        FAULT
    }

    /**
     * One who scaled.
     *
     * @param scaler   as in a table
     * @param tuned    whether somebody tuned it for this scenario
     * @param score    what it is worth
     * @param writes   scales written
     * @param failures what broke
     */
    record Line(String scaler, boolean tuned, Score score, List<Write> writes, List<String> failures) {
        Line {
            requireNonNull(scaler, "scaler");
            requireNonNull(score, "score");
            writes = List.copyOf(writes);
            failures = List.copyOf(failures);
        }

        static Line of(Run run, boolean tuned) {
            return new Line(run.scaler().text(), tuned, Score.of(run), run.writes(), run.failures());
        }
    }

    Comparison {
        requireNonNull(scenario, "scenario");
        requireNonNull(kind, "kind");
        lines = List.copyOf(lines);
    }

    /** Kernscale's, as it is recommended: with the objective stated. */
    Line kernscale() {
        return lines.getFirst();
    }

    /** Those that are not Kernscale's. */
    List<Line> baselines() {
        return lines.stream().filter(line -> !KERNSCALE.contains(line.scaler())).toList();
    }

    /** The same with Kernscale's run in which no objective is stated as the first one. */
    Comparison withoutObjective() {
        return new Comparison(scenario, kind, lines.subList(1, lines.size()));
    }

    /** The one with this name. */
    Line line(String scaler) {
        return lines.stream()
                .filter(line -> line.scaler().equals(scaler))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody is called " + scaler));
    }

    /** Of the tuned ones that met the objective, the one with the least CPU. */
    Optional<Line> betterTuned() {
        return lines.stream()
                .filter(line -> line.tuned() && line.score().objectiveMet())
                .min(Comparator.comparingDouble(line -> line.score().cpuHours()));
    }

    /** The part of the better tuned baseline's CPU hours that Kernscale saves; empty where no baseline is good enough. */
    Optional<Double> saved() {
        return betterTuned()
                .map(better ->
                        1 - kernscale().score().cpuHours() / better.score().cpuHours());
    }
}
