// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Comparison.Line;
import io.kernscale.simulator.trial.Score;
import java.util.List;
import java.util.Locale;

/** Comparisons as rows, for the terminal and for Markdown. */
final class Table {

    private static final List<String> HEAD = List.of(
            "SCENARIO", "SCALER", "P99", "MET", "OVER", "REPLICA-S", "CPU-H", "RECOVERY", "WRITES", "TURNS", "WRONG");
    private static final String ROW = "%-20s %-16s %8s %4s %6s %10s %7s %9s %7s %6s %6s";

    private Table() {}

    static String head() {
        return String.format(ROW, HEAD.toArray());
    }

    static String rows(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison
                .lines()
                .forEach(line -> text.append(
                                String.format(ROW, cells(comparison, line).toArray())
                                        .stripTrailing())
                        .append('\n'));
        return text.toString();
    }

    /** The same as Markdown, with a link to the plot. */
    static String markdown(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder();
        text.append("| ")
                .append(String.join(" | ", HEAD))
                .append(" |\n")
                .append("| --- ".repeat(HEAD.size()))
                .append("|\n");
        for (Comparison comparison : comparisons) {
            for (Line line : comparison.lines()) {
                List<String> cells = cells(comparison, line);
                String name = line == comparison.kernscale()
                        ? "[" + cells.getFirst() + "](" + Plot.file(comparison.scenario()) + ")"
                        : "";
                text.append("| ").append(name).append(" | ");
                text.append(String.join(" | ", cells.subList(1, cells.size()))).append(" |\n");
            }
        }
        return text.toString();
    }

    private static List<String> cells(Comparison comparison, Line line) {
        Score score = line.score();
        return List.of(
                comparison.scenario().name(),
                line.scaler(),
                format("%.0f ms", 1_000 * score.p99Seconds()),
                score.objectiveMet() ? "yes" : "no",
                format("%d s", score.secondsOver()),
                format("%.0f", score.replicaSeconds()),
                format("%.2f", score.cpuHours()),
                comparison.scenario().onset() == 0 ? "-" : format("%.0f s", score.recoverySeconds()),
                format("%d", score.writes()),
                format("%d", score.directionChanges()),
                format("%d", score.wrongScales().size()));
    }

    static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
