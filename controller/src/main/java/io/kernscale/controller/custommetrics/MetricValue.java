// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.custommetrics.Kinds.ObjectKind;
import io.kernscale.controller.hpa.MetricText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of an object, as {@code MetricValueList} has it.
 *
 * @param observedAt end of the window
 * @param window     that it is the mean of
 */
record MetricValue(
        ObjectKind kind,
        String namespace,
        String name,
        String metric,
        Instant observedAt,
        Duration window,
        double value) {

    private static final int MILLI = 3;

    /** A list of them. */
    static Map<String, Object> list(String version, List<MetricValue> values) {
        return Map.of(
                "kind",
                "MetricValueList",
                "apiVersion",
                Documents.GROUP + "/" + version,
                "metadata",
                Map.of(),
                "items",
                values.stream().map(value -> value.json(version)).toList());
    }

    private Map<String, Object> json(String version) {
        Map<String, Object> json = new HashMap<>();
        json.put(
                "describedObject",
                Map.of("apiVersion", kind.apiVersion(), "kind", kind.kind(), "namespace", namespace, "name", name));
        json.put("timestamp", observedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("value", quantity(value));
        if (version.equals("v1beta1")) {
            json.put("metricName", metric);
            json.put("window", windowSeconds());
        } else {
            json.put("metric", Map.of("name", metric));
            json.put("windowSeconds", windowSeconds());
        }
        return json;
    }

    /** Rounded up: a window of zero would say that the value is of one moment. */
    private long windowSeconds() {
        return window.plusSeconds(1).minusNanos(1).toSeconds();
    }

    /**
     * In thousandths, rounded up as all quantities: what is more than nothing never reads 0. Example: 0.0004 is
     * {@code 1m}, 3.98 is {@code 3980m}.
     */
    static String quantity(double value) {
        return MetricText.quantity(BigDecimal.valueOf(value)
                .movePointRight(MILLI)
                .setScale(0, RoundingMode.UP)
                .longValue());
    }
}
