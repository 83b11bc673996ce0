// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One case on both sides.
 *
 * @param isQuiet   whether the machine was, in all rounds that count
 * @param real      the median of its rounds
 * @param simulated by the same description
 */
record Comparison(String name, boolean isQuiet, Shares real, Shares simulated) {

    /** So many points a simulated share may be off. */
    static final double TOLERANCE_POINTS = 15;

    static String head() {
        return String.format(
                Locale.ROOT, "%-16s  %-6s  %6s  %11s  %10s%n", "CASE", "SHARE", "REAL %", "SIMULATED %", "DIFFERENCE");
    }

    /** Simulated less real, in points. */
    double difference(Share share) {
        return simulated.of(share) - real.of(share);
    }

    /** Of the share that is the furthest off, without its sign. */
    double worst() {
        return Arrays.stream(Share.values())
                .mapToDouble(share -> Math.abs(difference(share)))
                .max()
                .orElse(0);
    }

    boolean agrees() {
        return worst() <= TOLERANCE_POINTS;
    }

    /** A line a share. */
    String rows() {
        return Arrays.stream(Share.values()).map(this::row).collect(Collectors.joining());
    }

    private String row(Share share) {
        return String.format(
                Locale.ROOT,
                "%-16s  %-6s  %6.1f  %11.1f  %+10.1f%s%n",
                share.ordinal() == 0 ? name : "",
                share.text(),
                real.of(share),
                simulated.of(share),
                difference(share),
                Math.abs(difference(share)) > TOLERANCE_POINTS ? "  too far off" : "");
    }

    String json() {
        return Arrays.stream(Share.values())
                .map(share -> String.format(
                        Locale.ROOT,
                        "\"%s\": {\"realPercent\": %.2f, \"simulatedPercent\": %.2f}",
                        share.text(),
                        real.of(share),
                        simulated.of(share)))
                .collect(Collectors.joining(", ", "{\"name\": \"" + name + "\", ", "}"));
    }
}
