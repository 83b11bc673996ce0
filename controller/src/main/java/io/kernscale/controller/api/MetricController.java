// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.signal.Metric;
import io.kernscale.controller.signal.Signals;
import io.kernscale.controller.signal.Signals.Value;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The signal as numbers, for KEDA's metrics-api scaler and whoever else reads JSON. */
@RestController
@RequestMapping("/api/v1/metrics")
public class MetricController {

    private final Signals signals;
    private final Supplier<Instant> now;
    private final Duration maxSignalAge;

    public MetricController(Signals signals, Supplier<Instant> now, DecideProperties properties) {
        this.signals = signals;
        this.now = now;
        this.maxSignalAge = properties.maxSignalAge();
    }

    /** A metric that can be asked for. */
    public record MetricJson(String name, String unit, String description) {}

    /**
     * A value.
     *
     * @param value      the last good one
     * @param ageSeconds since the end of the window that it is from
     * @param fresh      whether decisions would still go by it
     * @param label      what the workload was short of in that window
     */
    public record ValueJson(
            String metric,
            double value,
            String unit,
            Instant observedAt,
            double ageSeconds,
            boolean fresh,
            String label) {}

    /** What can be asked of every workload. */
    @Operation(summary = "The metrics that can be asked of every workload")
    @GetMapping
    public List<MetricJson> metrics() {
        return Arrays.stream(Metric.values())
                .map(metric -> new MetricJson(metric.text(), metric.unit(), metric.description()))
                .toList();
    }

    /** All values of one workload. */
    @Operation(summary = "All metrics of one workload, with their ages")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(responseCode = "404", description = "No agent has seen the workload within the last hour")
    @GetMapping("/{namespace}/{kind}/{name}")
    public List<ValueJson> all(
            @PathVariable("namespace") String namespace,
            @PathVariable("kind") String kind,
            @PathVariable("name") String name) {
        return new TreeMap<>(known(new WorkloadKey(namespace, kind, name)))
                .entrySet().stream()
                        .map(value -> json(value.getKey(), value.getValue()))
                        .toList();
    }

    /** One value: the last good one, never a zero for want of a better. */
    @Operation(summary = "One metric of one workload: the last good value, with its age")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(
            responseCode = "404",
            description = "No agent has seen the workload, counts the metric, or there is no such metric")
    @GetMapping("/{namespace}/{kind}/{name}/{metric}")
    public ValueJson one(
            @PathVariable("namespace") String namespace,
            @PathVariable("kind") String kind,
            @PathVariable("name") String name,
            @PathVariable("metric") String text) {
        Metric metric = Metric.named(text)
                .orElseThrow(() -> notFound("There is no metric " + text + "; there are "
                        + Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.joining(", "))
                        + "."));
        WorkloadKey workload = new WorkloadKey(namespace, kind, name);
        Value value = known(workload).get(metric);
        if (value == null) {
            throw notFound("The agents of " + workload + " do not count " + text
                    + "; GET /api/v1/agents says which feature each of them lacks.");
        }
        return json(metric, value);
    }

    private Map<Metric, Value> known(WorkloadKey workload) {
        return signals.of(workload)
                .orElseThrow(() -> notFound("No agent has seen " + workload
                        + " within the last hour; GET /api/v1/graph lists the workloads that are seen."));
    }

    private ValueJson json(Metric metric, Value value) {
        Duration age = Duration.between(value.observedAt(), now.get());
        return new ValueJson(
                metric.text(),
                value.value(),
                metric.unit(),
                value.observedAt(),
                Math.max(0, age.toMillis()) / 1e3,
                age.compareTo(maxSignalAge) <= 0,
                value.label().text());
    }

    private static ErrorResponseException notFound(String detail) {
        ErrorResponseException error = new ErrorResponseException(HttpStatus.NOT_FOUND);
        error.setDetail(detail);
        return error;
    }
}
