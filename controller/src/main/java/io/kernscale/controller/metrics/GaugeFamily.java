// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of one name whose tags come and go. Those that stay are not registered anew but read another value: while one
 * is replaced, a scrape would see it twice, and fail.
 */
final class GaugeFamily {

    private final MultiGauge gauges;
    private volatile Map<Tags, Double> values = Map.of();

    GaugeFamily(MeterRegistry registry, String name, @Nullable String unit, String description) {
        this.gauges =
                MultiGauge.builder(name).baseUnit(unit).description(description).register(registry);
    }

    void show(Map<Tags, Double> values) {
        this.values = Map.copyOf(values);
        gauges.register(
                values.keySet().stream()
                        .<Row<?>>map(tags -> Row.of(tags, () -> this.values.getOrDefault(tags, Double.NaN)))
                        .collect(Collectors.toList()),
                false);
    }
}
