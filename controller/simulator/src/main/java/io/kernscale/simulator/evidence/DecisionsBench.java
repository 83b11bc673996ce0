// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.trial.Run;
import io.kernscale.simulator.trial.ScalerKind;
import io.kernscale.simulator.trial.Scenario;
import io.kernscale.simulator.trial.Scenarios;
import io.kernscale.simulator.trial.Trial;
import io.kernscale.testkit.demo.DemoException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code ./kernscale bench decisions [--quick] [--seed N] [--json FILE] [--out FOLDER]
 * [--explain FAULT]}: whether Kernscale decides better
 * than the Horizontal Pod Autoscaler and tuned baselines, by how much, and where not. The exit status says whether the
 * run was valid, not who won.
 */
public final class DecisionsBench {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_CANNOT_RUN = 2;

    private DecisionsBench() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class that talks to the terminal
        try {
            Options options = Options.parse(words);
            if (options.explained().isPresent()) {
                explain(options.explained().get(), options.seed(), out);
                System.exit(0);
            }
            if (options.out().isPresent()) {
                Files.createDirectories(options.out().get());
            }
            out.println(Table.head());
            List<Comparison> all = new Suite(
                            options.seed(), (comparison, runs) -> done(comparison, runs, options.out(), out))
                    .run(options.extent());
            Findings findings = Findings.of(all);
            Findings withoutObjective =
                    Findings.of(all.stream().map(Comparison::withoutObjective).toList());
            String json = findings.json(options.seed(), withoutObjective);
            out.print("\n" + json);
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), json);
            }
            if (options.out().isPresent()) {
                Files.writeString(
                        options.out().get().resolve("decisions.md"),
                        Summary.of(all, findings, withoutObjective, options.seed()));
            }
            System.exit(valid(all, out) ? 0 : EXIT_FAILED);
        } catch (DemoException
                | IllegalArgumentException
                | IllegalStateException
                | IOException
                | UncheckedIOException e) {
            System.err.println("kernscale: " + e.getMessage());
        }
        System.exit(EXIT_CANNOT_RUN);
    }

    /** Tells what the control loop thinks of each workload of one fault, whenever it changes its mind. */
    private static void explain(String fault, long seed, PrintStream out) {
        Scenario scenario = Scenarios.all().stream()
                .filter(one -> one.name().equals(fault))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault " + fault + "; there are: "
                        + Scenarios.all().stream().map(Scenario::name).toList()));
        Map<String, String> minds = new ConcurrentHashMap<>();
        Trial.run(scenario, ScalerKind.KERNSCALE_WITH_OBJECTIVE, seed, (second, workload, mind) -> {
            if (!mind.equals(minds.put(workload, mind))) {
                out.printf("%5d s  %-12s %s%n", second, workload, mind);
            }
        });
    }

    private static void done(Comparison comparison, List<Run> runs, Optional<Path> folder, PrintStream out) {
        synchronized (out) {
            out.print(Table.rows(comparison));
        }
        folder.ifPresent(path -> write(path.resolve(Plot.file(comparison.scenario())), Plot.of(runs)));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run in which the control loop broke, or refused what agents said, proves nothing. */
    private static boolean valid(List<Comparison> all, PrintStream out) {
        List<String> failures = all.stream()
                .flatMap(one -> one.lines().stream()
                        .flatMap(line -> line.failures().stream())
                        .map(failure -> one.scenario().name() + ": " + failure))
                .distinct()
                .toList();
        failures.forEach(failure -> out.println("invalid: " + failure));
        return failures.isEmpty();
    }
}
