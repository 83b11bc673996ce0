// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import io.kernscale.simulator.machine.Course.Write;
import io.kernscale.testkit.demo.Calculator;
import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * {@code ./kernscale bench step [--seconds N] [--seed N] [--port N] [--json FILE]}: five times the load at once on a real
 * process in a real cgroup, first scaled by the shipped agent and controller, then by the HPA's rule at the age of its
 * signal, on the same machine in the same run.
 */
public final class StepBench {
    /** Three CFS periods: at its right size a pod is stopped until its next period now and then. */
    static final double OBJECTIVE_MILLIS = 300;

    private static final int EXIT_CANNOT_RUN = 2;

    private StepBench() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class of this package that talks to the terminal
        try {
            StepOptions options = StepOptions.parse(words);
            String json = compare(options, out);
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), json);
            }
            System.exit(0);
        } catch (DemoException | IllegalStateException | IOException e) {
            System.err.println("kernscale: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(EXIT_CANNOT_RUN);
    }

    private static String compare(StepOptions options, PrintStream out) throws InterruptedException {
        Duration length = Duration.ofSeconds(options.seconds());
        try (MiniCluster cluster = MiniCluster.start(Path.of(""), options.agentPort())) {
            out.printf(
                    Locale.ROOT,
                    "%d clients become %d; the right size is %d replicas; the objective is a p99 of %.0f ms.%n"
                            + "Each side is watched for %d s after the onset, which comes when it knows the calm.%n%n",
                    Calculator.CALM_CLIENTS,
                    Calculator.BUSY_CLIENTS,
                    rightSize(),
                    OBJECTIVE_MILLIS,
                    options.seconds());
            Course kernscale = new StepRound(cluster, "by-kernscale", length, options.seed())
                    .run(workload -> new KernscaleScaler(cluster, workload));
            out.println("Kernscale  " + ramp(kernscale));
            Course hpa = new StepRound(cluster, "by-hpa", length, options.seed())
                    .run(workload -> new HpaScaler(cluster, workload, new Random(options.seed())));
            out.println("HPA        " + ramp(hpa));
            return report(score(kernscale), score(hpa), options.seconds(), out);
        }
    }

    private static int rightSize() {
        return Calculator.rightSize(Calculator.BUSY_CLIENTS);
    }

    private static Score score(Course course) {
        return Score.of(course, rightSize(), OBJECTIVE_MILLIS);
    }

    /** {@code 1, 4 at 2 s, 5 at 6 s}. */
    private static String ramp(Course course) {
        List<Write> writes = course.writes();
        return course.points().getFirst().replicas()
                + writes.stream()
                        .map(write -> String.format(Locale.ROOT, ", %d at %.1f s", write.replicas(), write.seconds()))
                        .collect(Collectors.joining());
    }

    /** @param decimals in the table */
    private record Row(String title, String key, int decimals, ToDoubleFunction<Score> value) {
        String text(Score score) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value.applyAsDouble(score));
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("onset to first write, s", "firstWriteSeconds", 1, Score::firstWriteSeconds),
            new Row("onset to the size that stays, s", "settledSeconds", 1, Score::settledSeconds),
            new Row("decisions until then", "decisions", 0, Score::decisions),
            new Row("replicas at the end", "finalReplicas", 0, Score::finalReplicas),
            new Row("replicas over the right size, most", "overshoot", 0, Score::overshoot),
            new Row("changes of direction", "directionChanges", 0, Score::directionChanges),
            new Row("onset to 20 s within the objective, s", "recoverySeconds", 1, Score::recoverySeconds),
            new Row("seconds over the objective", "overSeconds", 1, Score::overSeconds),
            new Row("replica-seconds", "replicaSeconds", 0, Score::replicaSeconds));

    private static String report(Score kernscale, Score hpa, int seconds, PrintStream out) {
        out.printf("%n%-40s %10s %10s%n", "", "Kernscale", "HPA");
        for (Row row : ROWS) {
            out.printf("%-40s %10s %10s%n", row.title(), row.text(kernscale), row.text(hpa));
        }
        double speedup = hpa.recoverySeconds() / Math.max(1, kernscale.recoverySeconds());
        double replicaSeconds = kernscale.replicaSeconds() / hpa.replicaSeconds();
        out.printf(
                Locale.ROOT,
                "%n%s, with %.2f times the replica-seconds%n",
                recovery(kernscale.recoverySeconds(), hpa.recoverySeconds(), seconds),
                replicaSeconds);
        return String.format(
                Locale.ROOT,
                "{\"kernscale\": %s, \"hpa\": %s, \"recoverySpeedup\": %.3f, \"replicaSecondsRatio\": %.3f}%n",
                json(kernscale),
                json(hpa),
                speedup,
                replicaSeconds);
    }

    /** Who is not back by the end is not back any sooner than the end: then a ratio is a bound, or none. */
    static String recovery(double kernscale, double hpa, int seconds) {
        if (kernscale >= seconds) {
            return "not back within the objective in " + seconds + " s; give it more --seconds";
        }
        String bound = hpa >= seconds ? "at least " : "";
        return String.format(
                Locale.ROOT, "back within the objective %s%.1f times sooner", bound, hpa / Math.max(1, kernscale));
    }

    private static String json(Score score) {
        return ROWS.stream()
                .map(row -> String.format(
                        Locale.ROOT, "\"%s\": %.3f", row.key(), row.value().applyAsDouble(score)))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
