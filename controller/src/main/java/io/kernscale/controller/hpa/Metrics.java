// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all metrics together ask for: the most that any of them does. One that fails is passed over as long as the
 * others ask for no less than there is; nothing is scaled in on half of the truth.
 *
 * @param replicas null where there is no answer
 * @param leader   the metric that asks for the most, in words; null where there is no answer
 * @param failure  why there is no answer; null where there is one
 * @param reason   the failure's reason; {@link HpaReason#VALID_METRIC_FOUND} where there is an answer
 * @param current  one for each metric
 */
record Metrics(
        @Nullable Integer replicas,
        @Nullable String leader,
        @Nullable String failure,
        HpaReason reason,
        List<CurrentMetric> current) {

    static Metrics of(HpaInput input) {
        ReplicaCalculator calculator = new ReplicaCalculator(
                input, Tolerances.of(input.spec().behavior(), input.settings().tolerance()));
        List<MetricSpec> metrics = input.spec().metricsOrDefault();
        List<CurrentMetric> current = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            current.add(one(calculator, metrics.get(i), input.readings().get(i)));
        }
        return together(current, input.specReplicas());
    }

    private static CurrentMetric one(ReplicaCalculator calculator, MetricSpec metric, MetricReading reading) {
        try {
            return CurrentMetric.of(metric, proposal(calculator, metric, reading));
        } catch (MetricProblem e) {
            return CurrentMetric.failed(metric, Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private static Metrics together(List<CurrentMetric> current, int specReplicas) {
        List<CurrentMetric> failed =
                current.stream().filter(one -> one.failure() != null).toList();
        int replicas = 0;
        @Nullable String leader = null;
        for (CurrentMetric one : current) {
            Integer proposed = one.replicas();
            if (proposed != null && (replicas == 0 || proposed > replicas)) {
                replicas = proposed;
                leader = name(one.metric());
            }
        }
        boolean allFailed = failed.size() == current.size();
        if (allFailed || (!failed.isEmpty() && replicas < specReplicas)) {
            CurrentMetric first = failed.getFirst();
            String failure = failed.size() + " of " + current.size() + " metrics cannot be used; the first, "
                    + name(first.metric()) + ": " + first.failure();
            return new Metrics(null, null, failure, reason(first.metric()), current);
        }
        return new Metrics(replicas, leader, null, HpaReason.VALID_METRIC_FOUND, current);
    }

    private static Proposal proposal(ReplicaCalculator calculator, MetricSpec metric, MetricReading reading)
            throws MetricProblem {
        if (reading instanceof MetricReading.Failed failed) {
            throw new MetricProblem(failed.message());
        }
        return switch (metric) {
            case MetricSpec.Resource resource ->
                ofPods(calculator, resource.name(), null, metric.target(), samples(reading));
            case MetricSpec.ContainerResource resource ->
                ofPods(calculator, resource.name(), resource.container(), metric.target(), samples(reading));
            case MetricSpec.Pods pods -> calculator.average(false, milli(pods.target()), samples(reading));
            case MetricSpec.OfObject object -> shared(calculator, object.target(), sum(reading));
            case MetricSpec.External external -> shared(calculator, external.target(), sum(reading));
        };
    }

    private static Proposal ofPods(
            ReplicaCalculator calculator,
            String resource,
            @Nullable String container,
            MetricTarget target,
            PodSamples samples)
            throws MetricProblem {
        return target instanceof MetricTarget.Utilization utilization
                ? calculator.utilization(resource, container, utilization.percent(), samples)
                : calculator.average(resource.equals("cpu"), milli(target), samples);
    }

    private static Proposal shared(ReplicaCalculator calculator, MetricTarget target, long valueMilli)
            throws MetricProblem {
        return target instanceof MetricTarget.AverageValue
                ? calculator.valuePerPod(valueMilli, milli(target))
                : calculator.value(valueMilli, milli(target));
    }

    private static long milli(MetricTarget target) throws MetricProblem {
        return switch (target) {
            case MetricTarget.AverageValue average -> average.milli();
            case MetricTarget.Value value -> value.milli();
            case MetricTarget.Utilization percent ->
                throw new MetricProblem("an averageUtilization is a part of a request, which this metric has not");
        };
    }

    private static PodSamples samples(MetricReading reading) throws MetricProblem {
        if (reading instanceof PodSamples samples) {
            return samples;
        }
        throw new MetricProblem("the reading must be one of pods, was: " + reading);
    }

    private static long sum(MetricReading reading) throws MetricProblem {
        if (reading instanceof Values values) {
            return values.milli().stream().mapToLong(Long::longValue).sum();
        }
        throw new MetricProblem("the reading must be a value, was: " + reading);
    }

    /** For people. */
    static String name(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.Resource resource ->
                resource.target() instanceof MetricTarget.Utilization
                        ? resource.name() + " resource utilization (percentage of request)"
                        : resource.name() + " resource";
            case MetricSpec.ContainerResource resource ->
                resource.target() instanceof MetricTarget.Utilization
                        ? resource.name() + " container resource utilization (percentage of request)"
                        : resource.name() + " container resource";
            case MetricSpec.Pods pods -> "pods metric " + pods.metric().name();
            case MetricSpec.OfObject object ->
                object.describedObject().kind() + " metric " + object.metric().name();
            case MetricSpec.External external ->
                "external metric " + external.metric().name();
        };
    }

    private static HpaReason reason(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.Resource resource -> HpaReason.FAILED_GET_RESOURCE_METRIC;
            case MetricSpec.ContainerResource resource -> HpaReason.FAILED_GET_CONTAINER_RESOURCE_METRIC;
            case MetricSpec.Pods pods -> HpaReason.FAILED_GET_PODS_METRIC;
            case MetricSpec.OfObject object -> HpaReason.FAILED_GET_OBJECT_METRIC;
            case MetricSpec.External external -> HpaReason.FAILED_GET_EXTERNAL_METRIC;
        };
    }
}
