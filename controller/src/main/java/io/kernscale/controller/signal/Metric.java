// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.signal;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.culprit.ServiceNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of a workload. */
public enum Metric {
    CPU_USAGE_CORES("cores", "CPU time used a second, all pods together") {
        @Override
        Double of(ServiceNode node) {
            return node.observation().cpu().runCores();
        }
    },
    CPU_DEMAND_CORES("cores", "CPU used and waited for: threads that run or stand in the run queue, on average") {
        @Override
        Double of(ServiceNode node) {
            return node.observation().cpu().demandCores();
        }
    },
    CPU_DEMAND_CORES_PER_POD("cores", "the same, of a pod on average") {
        @Override
        Double of(ServiceNode node) {
            Observation observation = node.observation();
            return observation.cpu().demandCores() / observation.observedPods();
        }
    },
    CPU_SATURATION_RATIO(
            "ratio", "wait / (run + wait), 0 to 1: the part of its runnable time that it waits for a CPU") {
        @Override
        Double of(ServiceNode node) {
            return node.observation().cpu().saturation();
        }
    },
    THROTTLED_RATIO("ratio", "part of the CPU limit's periods in which a pod was stopped, 0 to 1") {
        @Override
        Double of(ServiceNode node) {
            return node.observation().cpu().throttledRatio();
        }
    },
    DISK_QUEUE_REQUESTS("requests", "requests that wait for its disks or are in them, on average") {
        @Override
        Double of(ServiceNode node) {
            return node.observation().disks().stream()
                    .mapToDouble(disk -> disk.queuedRequests() + disk.deviceRequests())
                    .sum();
        }
    },
    IN_FLIGHT_REQUESTS("requests", "requests received and not answered yet, on average") {
        @Override
        @Nullable
        Double of(ServiceNode node) {
            Traffic traffic = node.observation().traffic();
            return traffic == null ? null : (Double) traffic.inbound().outstanding();
        }
    },
    ANSWERS_PER_SECOND("answers/s", "answers that it gives") {
        @Override
        @Nullable
        Double of(ServiceNode node) {
            Traffic traffic = node.observation().traffic();
            return traffic == null ? null : (Double) traffic.inbound().answersPerSecond();
        }
    },
    OUTSTANDING_REQUESTS("requests", "requests that it has sent to others and that are not answered yet, on average") {
        @Override
        @Nullable
        Double of(ServiceNode node) {
            Traffic traffic = node.observation().traffic();
            return traffic == null
                    ? null
                    : (Double) traffic.calls().stream()
                            .mapToDouble(call -> call.rates().outstanding())
                            .sum();
        }
    },
    CPU_BOUND("0 or 1", "whether it is short of CPU") {
        @Override
        Double of(ServiceNode node) {
            return is(node, Label.CPU_BOUND);
        }
    },
    IO_BOUND("0 or 1", "whether it is short of disk") {
        @Override
        Double of(ServiceNode node) {
            return is(node, Label.IO_BOUND);
        }
    },
    WAITING("0 or 1", "whether it waits for an answer or a lock") {
        @Override
        Double of(ServiceNode node) {
            return is(node, Label.WAITING);
        }
    };

    private final String unit;
    private final String description;

    Metric(String unit, String description) {
        this.unit = unit;
        this.description = description;
    }

    /** The value of an observed workload; null where its agents do not count it. */
    @Nullable
    abstract Double of(ServiceNode node);

    private static Double is(ServiceNode node, Label label) {
        return node.assessment().label() == label ? 1.0 : 0.0;
    }

    /** {@code cpu-usage-cores}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    /** The metric of this name. */
    public static Optional<Metric> named(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text().equals(text))
                .findFirst();
    }
}
