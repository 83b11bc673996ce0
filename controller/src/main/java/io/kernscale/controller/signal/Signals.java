// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.signal;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last good values of each workload. A value that cannot be renewed, because an agent is lost or a label is not known,
 * stays and grows old; it never becomes zero, which another autoscaler would take for idleness (KEDA #1850), nor does a
 * sum shrink because some of its pods are not seen. Thread-safe.
 */
public final class Signals {

    /** Workloads that nobody has seen for so long are forgotten. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<WorkloadKey, Map<Metric, Value>> values = new ConcurrentHashMap<>();

    /**
     * A value.
     *
     * @param value      in the metric's unit
     * @param observedAt end of the window that it is from
     * @param window     its length
     * @param label      of that window
     */
    public record Value(double value, Instant observedAt, Duration window, Label label) {
        public Value {
            requireNonNull(observedAt, "observedAt");
            requireNonNull(window, "window");
            requireNonNull(label, "label");
        }
    }

    /** Takes over what a round has seen. */
    public void keep(Map<WorkloadKey, ServiceNode> nodes, Instant now) {
        nodes.forEach((workload, node) -> {
            if (node.observation().observedPods() > 0 && node.assessment().label() != Label.UNKNOWN) {
                keep(workload, node);
            }
        });
        values.values()
                .removeIf(of -> of.values().stream()
                        .allMatch(value -> value.observedAt().isBefore(now.minus(KEPT))));
    }

    private void keep(WorkloadKey workload, ServiceNode node) {
        values.compute(workload, (key, known) -> {
            Map<Metric, Value> next = new EnumMap<>(Metric.class);
            if (known != null) {
                next.putAll(known);
            }
            for (Metric metric : Metric.values()) {
                Double value = metric.of(node);
                if (value != null) {
                    next.put(
                            metric,
                            new Value(
                                    value,
                                    node.observation().observedAt(),
                                    node.observation().window(),
                                    node.assessment().label()));
                }
            }
            return next;
        });
    }

    /** All values of a workload; empty where it was never seen. */
    public Optional<Map<Metric, Value>> of(WorkloadKey workload) {
        return Optional.ofNullable(values.get(workload)).map(Map::copyOf);
    }
}
