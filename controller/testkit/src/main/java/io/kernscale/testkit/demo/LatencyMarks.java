// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.Locale;

/** The 99th percentile at the gateway, in milliseconds, act by act. For one thread. */
final class LatencyMarks {
    /** Recovered is a third of the worst: with its right size b still meets its CPU limit now and then. */
    private static final double RECOVERED_RATIO = 1.0 / 3;

    private double calmMillis;
    private double worstMillis;
    private double nowMillis;
    private double surgeMillis;

    void add(Act act, double p99Millis) {
        nowMillis = p99Millis;
        switch (act) {
            case START -> {}
            case CALM -> calmMillis = p99Millis;
            case SURGE -> {
                worstMillis = Math.max(worstMillis, p99Millis);
                surgeMillis = p99Millis;
            }
            case SLOW_DISK -> {}
        }
    }

    /** Whether it had come back down at the end of the surge. */
    boolean hasRecovered() {
        return surgeMillis <= worstMillis * RECOVERED_RATIO;
    }

    /** Of the surge: before it, at its worst, at its end. */
    String ofSurge() {
        return format("%.0f ms when calm, %.0f ms at worst, %.0f ms at the end", calmMillis, worstMillis, surgeMillis);
    }

    /** For the screen: now, and what to hold it against. */
    String now() {
        String calm = calmMillis == 0 ? "" : format(", %.0f ms when calm", calmMillis);
        String worst = worstMillis == 0 ? "" : format(", %.0f ms at worst in the surge", worstMillis);
        return format("p99 %.0f ms now", nowMillis) + calm + worst;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
