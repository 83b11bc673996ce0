// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code ./kernscale bench calibration [--rounds N] [--seconds N] [--json FILE]}: whether the threads of the simulator
 * run, wait and block as those of this machine's kernel do. The exit status is 1 when a share is too far off.
 */
public final class CalibrationBench {
    private static final int EXIT_TOO_FAR_OFF = 1;
    private static final int EXIT_CANNOT_RUN = 2;

    private CalibrationBench() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class of this package that talks to the terminal
        try {
            CalibrationOptions options = CalibrationOptions.parse(words);
            List<Comparison> all = compare(options, out);
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), json(all));
            }
            System.exit(all.stream().allMatch(Comparison::agrees) ? 0 : EXIT_TOO_FAR_OFF);
        } catch (DemoException | IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println("kernscale: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(EXIT_CANNOT_RUN);
    }

    private static List<Comparison> compare(CalibrationOptions options, PrintStream out) throws InterruptedException {
        try (MiniCluster cluster = MiniCluster.start(Path.of(""), MiniCluster.freePort())) {
            Calibration calibration = new Calibration(cluster, options.rounds(), options.length());
            Inputs inputs = calibration.inputs();
            out.print(introduction(options, inputs));
            List<Comparison> all = new ArrayList<>();
            for (Case described : Cases.all()) {
                Comparison comparison = calibration.compare(described, inputs);
                out.print(comparison.rows());
                all.add(comparison);
            }
            out.printf(Locale.ROOT, "%n%s%n", verdict(all));
            return all;
        }
    }

    private static String introduction(CalibrationOptions options, Inputs inputs) {
        return String.format(
                Locale.ROOT,
                """
                Shares of the time of a server's serving threads, by the agent's counters.
                Real: the median of %d rounds of %d s. Measured first, of direct reads of %d KiB, and told to the
                simulator: %.0f µs of CPU, %.0f µs of the disk, %d at once, and back on a CPU %.0f µs later.

                %s""",
                options.rounds(),
                options.length().toSeconds(),
                Case.Request.READ_KIB,
                1e6 * inputs.readCpuSeconds(),
                1e6 * inputs.readDiskSeconds(),
                inputs.readsAtOnce(),
                1e6 * inputs.wakeSeconds(),
                Comparison.head());
    }

    private static String verdict(List<Comparison> all) {
        String busy =
                all.stream().filter(one -> !one.isQuiet()).map(Comparison::name).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "The furthest off by %.1f points, allowed are %.0f.%s",
                worst(all),
                Comparison.TOLERANCE_POINTS,
                busy.isEmpty() ? "" : " Others used the CPUs in rounds of: " + busy + "; real waits are longer then.");
    }

    private static double worst(List<Comparison> all) {
        return all.stream().mapToDouble(Comparison::worst).max().orElse(0);
    }

    private static String json(List<Comparison> all) {
        return String.format(
                Locale.ROOT,
                "{\"worstDifferencePoints\": %.2f, \"cases\": %s}%n",
                worst(all),
                all.stream().map(Comparison::json).collect(Collectors.joining(", ", "[", "]")));
    }
}
