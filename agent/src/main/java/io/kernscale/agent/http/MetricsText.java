// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.nio.charset.StandardCharsets;

/**
 * Builds the Prometheus text format 0.0.4, one family after the other: {@link #family}, then its samples. Source:
 * prometheus.io/docs/instrumenting/exposition_formats. One thread.
 */
final class MetricsText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Family types that the agent has. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final StringBuilder text = new StringBuilder(16 << 10);
    private String family = "";

    /** Begins a family; {@code help} is one sentence without line breaks. */
    MetricsText family(String name, Type type, String help) {
        family = name;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\"))
                .append('\n');
        text.append("# TYPE ").append(name).append(' ').append(word(type)).append('\n');
        return this;
    }

    /** A sample of the current family; {@code labels} as made by {@link #labels}. */
    MetricsText sample(String labels, long value) {
        return begin("", labels).end(value);
    }

    /** The same, counted in nanoseconds and shown in seconds, exactly. */
    MetricsText seconds(String labels, long nanos) {
        begin("", labels);
        appendScaled(nanos, 1_000_000_000);
        text.append('\n');
        return this;
    }

    /** The same, with a value that is no whole number. */
    MetricsText sample(String labels, double value) {
        begin("", labels);
        text.append(value).append('\n');
        return this;
    }

    /** A {@code _bucket}, {@code _sum} or {@code _count} line of a histogram. */
    MetricsText part(String suffix, String labels, long value) {
        return begin(suffix, labels).end(value);
    }

    /** The sum of a histogram of durations. */
    MetricsText sumSeconds(String labels, long nanos) {
        begin("_sum", labels);
        appendScaled(nanos, 1_000_000_000);
        text.append('\n');
        return this;
    }

    byte[] toBytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Label pairs without braces, values escaped: {@code a="1",b="2"}. */
    static String labels(String... namesAndValues) {
        var labels = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"");
            escape(labels, namesAndValues[i + 1]);
            labels.append('"');
        }
        return labels.toString();
    }

    private static void escape(StringBuilder to, String value) {
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> to.append("\\\\");
                case '"' -> to.append("\\\"");
                case '\n' -> to.append("\\n");
                default -> to.append(value.charAt(i));
            }
        }
    }

    private static String word(Type type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
        };
    }

    private MetricsText begin(String suffix, String labels) {
        text.append(family).append(suffix);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ');
        return this;
    }

    private MetricsText end(long value) {
        text.append(value).append('\n');
        return this;
    }

    /** 1,500,000,000 by 10^9 is 1.5: whole and fraction apart, because a double has no room for years of nanoseconds. */
    private void appendScaled(long value, long unit) {
        text.append(value / unit);
        long fraction = value % unit;
        if (fraction == 0) {
            return;
        }
        text.append('.');
        for (long digit = unit / 10; fraction > 0; digit /= 10) {
            text.append(fraction / digit);
            fraction %= digit;
        }
    }
}
