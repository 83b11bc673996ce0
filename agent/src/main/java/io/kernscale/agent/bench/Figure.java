// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.util.Locale;

/**
 * One number that a bench prints.
 *
 * @param name    its key in JSON
 * @param value   NaN when there was nothing to measure
 * @param meaning for people, with its unit
 * @param limit   what it should not exceed; infinite when there is no aim
 */
record Figure(String name, double value, String meaning, double limit) {

    String row() {
        String verdict = Double.isInfinite(limit)
                ? ""
                : "%10.4f  %s".formatted(limit, Double.isNaN(value) ? "" : value <= limit ? "met" : "MISSED");
        return "  %-48s %10.4f %s%n".formatted(meaning, value, verdict);
    }

    String json() {
        return Double.isNaN(value)
                ? "  \"%s\": null".formatted(name)
                : String.format(Locale.ROOT, "  \"%s\": %.4f", name, value);
    }
}
