// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.simulator.bench.Options.Detail;
import io.kernscale.simulator.cluster.ScenarioRun;
import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.scenario.Scenario;
import io.kernscale.simulator.scenario.Scenarios;
import io.kernscale.testkit.demo.DemoException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * {@code ./kernscale bench culprits [--seed N] [--graphs N] [--json FILE] [--verbose]}: random service graphs with known
 * faults, reported to the real control loop, which must name exactly those who are to blame, and scale nobody else.
 */
public final class CulpritsBench {

    private static final double LEAST_EXACT_RATIO = 0.95;
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_CANNOT_RUN = 2;
    private static final String ROW = "%6s  %8s  %-28s  %-34s  %-34s  %-5s  %s%n";

    private CulpritsBench() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class that talks to the terminal
        try {
            Options options = Options.parse(words);
            List<GraphScore> scores = LongStream.range(options.seed(), options.seed() + options.graphs())
                    .parallel()
                    .mapToObj(CulpritsBench::score)
                    .toList();
            out.printf(ROW, "SEED", "SERVICES", "FAULTS", "EXPECTED", "FOUND", "OK", "SCALED");
            scores.forEach(score -> print(score, options.detail(), out));
            out.printf(
                    Locale.ROOT,
                    "%n%d of %d graphs exact (%.1f %%), %d wrong scales%n",
                    exact(scores),
                    scores.size(),
                    100 * exactRatio(scores),
                    wrongScales(scores));
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), json(scores));
            }
            System.exit(passes(scores) ? 0 : EXIT_FAILED);
        } catch (DemoException | IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println("kernscale: " + e.getMessage());
        }
        System.exit(EXIT_CANNOT_RUN);
    }

    static GraphScore score(long seed) {
        Scenario scenario = Scenarios.of(seed);
        return Judge.score(scenario, ScenarioRun.judge(scenario));
    }

    private static void print(GraphScore score, Detail detail, PrintStream out) {
        Scenario scenario = score.scenario();
        out.printf(
                ROW,
                scenario.seed(),
                scenario.after().graph().services().size(),
                list(scenario.faults().stream().map(Fault::toString).toList()),
                list(score.expected()),
                list(score.found()),
                score.exact() ? "yes" : "NO",
                scaled(score));
        if (detail == Detail.REASONS) {
            score.faults().forEach(fault -> out.println("        " + fault));
        }
    }

    private static String scaled(GraphScore score) {
        List<String> writes =
                score.scaled().stream().map(write -> text(write, score)).toList();
        return list(writes);
    }

    private static String text(ScaleRequest write, GraphScore score) {
        String wrong = score.wrongScales().contains(write) ? " WRONG" : "";
        return write.target().name() + " " + write.from() + "->" + write.to() + wrong;
    }

    private static String list(Collection<String> words) {
        return words.isEmpty() ? "-" : words.stream().sorted().collect(Collectors.joining(" "));
    }

    static boolean passes(List<GraphScore> scores) {
        return exactRatio(scores) >= LEAST_EXACT_RATIO && wrongScales(scores) == 0;
    }

    static String json(List<GraphScore> scores) {
        return String.format(
                Locale.ROOT,
                "{\"exactRatio\": %.4f, \"wrongScales\": %d, \"graphs\": %d}%n",
                exactRatio(scores),
                wrongScales(scores),
                scores.size());
    }

    private static double exactRatio(List<GraphScore> scores) {
        return (double) exact(scores) / scores.size();
    }

    private static long exact(List<GraphScore> scores) {
        return scores.stream().filter(GraphScore::exact).count();
    }

    private static int wrongScales(List<GraphScore> scores) {
        return scores.stream().mapToInt(score -> score.wrongScales().size()).sum();
    }
}
