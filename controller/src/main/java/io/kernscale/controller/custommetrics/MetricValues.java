// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.PodSelector;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.custommetrics.Kinds.ObjectKind;
import io.kernscale.controller.custommetrics.Refusal.Reason;
import io.kernscale.controller.loop.PodsView;
import io.kernscale.controller.signal.Metric;
import io.kernscale.controller.signal.Signals;
import io.kernscale.controller.signal.Signals.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the values that are asked for. A HorizontalPodAutoscaler does not look at the time of a value and multiplies by
 * it again and again, so unlike the REST API this one tells no old values: what is not known, or not any more, is not
 * found, upon which nothing is scaled in. Thread-safe.
 */
public final class MetricValues {

    private static final String ALL = "*";
    private static final ObjectKind POD = new ObjectKind("v1", "Pod");

    private final Signals signals;
    private final Supplier<PodsView> pods;
    private final Kinds kinds;
    private final Duration maxAge;

    /** @param maxAge older values are not found */
    public MetricValues(Signals signals, Supplier<PodsView> pods, Kinds kinds, Duration maxAge) {
        this.signals = signals;
        this.pods = pods;
        this.kinds = kinds;
        this.maxAge = maxAge;
    }

    /**
     * At least one value.
     *
     * @param asked {@code namespaces/{namespace}/{resource}/{name}/{metric}}
     */
    List<MetricValue> of(Attributes asked, Map<String, String> query, Instant now) throws Refusal {
        if (asked.namespace().isEmpty() || asked.parts().size() != 3) {
            throw notFound("metrics stand at /apis/" + Documents.GROUP
                    + "/{version}/namespaces/{namespace}/{resource}/{name}/{metric}, not at " + asked.path());
        }
        Metric metric = Metric.named(asked.subresource())
                .orElseThrow(() -> notFound("there is no metric " + asked.subresource() + "; there are "
                        + Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.joining(", "))));
        checkSeries(metric, query.getOrDefault("metricLabelSelector", ""));
        return asked.resource().equals(Documents.PODS)
                ? ofPods(asked, metric, query.getOrDefault("labelSelector", ""), now)
                : List.of(ofWorkload(asked, metric, now));
    }

    /** A metric is one series without labels; a selector that wants a label chooses none. */
    private static void checkSeries(Metric metric, String selector) throws Refusal {
        if (!selector.isBlank() && !parsed("metricLabelSelector", selector).matches(Map.of())) {
            throw notFound(
                    "metric " + metric.text() + " has no labels, and metricLabelSelector wants some: " + selector);
        }
    }

    private static PodSelector parsed(String parameter, String selector) throws Refusal {
        return PodSelector.parse(selector)
                .orElseThrow(() ->
                        new Refusal(Reason.BadRequest, parameter + " must be a label selector, was: " + selector));
    }

    private List<MetricValue> ofPods(Attributes asked, Metric metric, String selector, Instant now) throws Refusal {
        if (!metric.isOfPods()) {
            throw notFound("metric " + metric.text() + " is one of workloads, not of pods");
        }
        Predicate<PodState> wanted = asked.name().equals(ALL) ? selected(selector) : named(asked.name());
        PodsView view = pods.get();
        List<MetricValue> values = view.pods().in(asked.namespace()).stream()
                .filter(wanted)
                .flatMap(pod -> view.observe(pod).flatMap(seen -> value(pod, metric, seen, now)).stream())
                .toList();
        if (values.isEmpty()) {
            throw notFound("no agent counts " + metric.text() + " of pods " + asked.name() + " in namespace "
                    + asked.namespace() + (selector.isBlank() ? "" : " with labels " + selector)
                    + ", or has within " + maxAge.toSeconds() + " s");
        }
        return values;
    }

    private static Predicate<PodState> named(String name) {
        return pod -> pod.name().equals(name);
    }

    private static Predicate<PodState> selected(String selector) throws Refusal {
        if (selector.isBlank()) {
            return pod -> true;
        }
        PodSelector labels = parsed("labelSelector", selector);
        return pod -> labels.matches(pod.network().labels());
    }

    private Optional<MetricValue> value(PodState pod, Metric metric, Observation seen, Instant now) {
        Double value = metric.ofPod(seen);
        return value == null || isOld(seen.observedAt(), now)
                ? Optional.empty()
                : Optional.of(new MetricValue(
                        POD, pod.namespace(), pod.name(), metric.text(), seen.observedAt(), seen.window(), value));
    }

    private MetricValue ofWorkload(Attributes asked, Metric metric, Instant now) throws Refusal {
        if (asked.name().equals(ALL)) {
            throw new Refusal(
                    Reason.BadRequest, "only pods can be asked for by labels; name one of " + asked.resource());
        }
        ObjectKind kind = kinds.of(asked.resource())
                .orElseThrow(() -> notFound("the API server has no resource " + asked.resource()));
        WorkloadKey workload = new WorkloadKey(asked.namespace(), kind.kind(), asked.name());
        Value value = signals.of(workload)
                .map(known -> known.get(metric))
                .orElseThrow(() -> notFound("no agent has counted " + metric.text() + " of " + workload));
        if (isOld(value.observedAt(), now)) {
            throw notFound("the last " + metric.text() + " of " + workload + " is from " + value.observedAt()
                    + ", older than kernscale.custom-metrics.max-age (" + maxAge.toSeconds() + " s)");
        }
        return new MetricValue(
                kind,
                workload.namespace(),
                workload.name(),
                metric.text(),
                value.observedAt(),
                value.window(),
                value.value());
    }

    private boolean isOld(Instant observedAt, Instant now) {
        return observedAt.isBefore(now.minus(maxAge));
    }

    private static Refusal notFound(String message) {
        return new Refusal(Reason.NotFound, message);
    }
}
