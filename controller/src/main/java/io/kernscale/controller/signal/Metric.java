// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.signal;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.culprit.ServiceNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What can be asked of a workload, and most of it of a pod. */
public enum Metric {
    CPU_USAGE_CORES(
            Extent.SUM,
            "cores",
            "CPU time used a second, all pods together",
            seen -> seen.cpu().runCores()),
    CPU_DEMAND_CORES(
            Extent.SUM,
            "cores",
            "CPU used and waited for: threads that run or stand in the run queue, on average",
            seen -> seen.cpu().demandCores()),
    CPU_DEMAND_CORES_PER_POD(
            Extent.MEAN,
            "cores",
            "the same, of a pod on average",
            seen -> seen.cpu().demandCores() / seen.observedPods()),
    CPU_SATURATION_RATIO(
            Extent.MEAN,
            "ratio",
            "wait / (run + wait), 0 to 1: the part of its runnable time that it waits for a CPU",
            seen -> seen.cpu().saturation()),
    THROTTLED_RATIO(
            Extent.MEAN,
            "ratio",
            "part of the CPU limit's periods in which a pod was stopped, 0 to 1",
            seen -> seen.cpu().throttledRatio()),
    DISK_QUEUE_REQUESTS(
            Extent.SUM,
            "requests",
            "requests that wait for its disks or are in them, on average",
            seen -> seen.disks().stream()
                    .mapToDouble(disk -> disk.queuedRequests() + disk.deviceRequests())
                    .sum()),
    IN_FLIGHT_REQUESTS(
            Extent.SUM,
            "requests",
            "requests received and not answered yet, on average",
            traffic(traffic -> traffic.inbound().outstanding())),
    ANSWERS_PER_SECOND(
            Extent.SUM,
            "answers/s",
            "answers that it gives",
            traffic(traffic -> traffic.inbound().answersPerSecond())),
    OUTSTANDING_REQUESTS(
            Extent.SUM,
            "requests",
            "requests that it has sent to others and that are not answered yet, on average",
            traffic(traffic -> traffic.calls().stream()
                    .mapToDouble(call -> call.rates().outstanding())
                    .sum())),
    CPU_BOUND("whether it is short of CPU", Label.CPU_BOUND),
    IO_BOUND("whether it is short of disk", Label.IO_BOUND),
    WAITING("whether it waits for an answer or a lock", Label.WAITING);

    private final Extent extent;
    private final String unit;
    private final String description;
    private final Function<ServiceNode, @Nullable Double> ofWorkload;
    private final Function<Observation, @Nullable Double> ofPods;

    /** How a workload's value follows from its pods'. */
    private enum Extent {
        /** Less than it is while one of them is not seen. */
        SUM,
        MEAN,
        /** Not at all: it is of the workload as a whole. */
        WHOLE
    }

    Metric(Extent extent, String unit, String description, Function<Observation, @Nullable Double> value) {
        this.extent = extent;
        this.unit = unit;
        this.description = description;
        this.ofWorkload = node -> value.apply(node.observation());
        this.ofPods = value;
    }

    Metric(String description, Label label) {
        this.extent = Extent.WHOLE;
        this.unit = "0 or 1";
        this.description = description;
        this.ofWorkload = node -> node.assessment().label() == label ? 1.0 : 0.0;
        this.ofPods = seen -> null;
    }

    private static Function<Observation, @Nullable Double> traffic(ToDoubleFunction<Traffic> value) {
        return seen -> {
            Traffic traffic = seen.traffic();
            return traffic == null ? null : (Double) value.applyAsDouble(traffic);
        };
    }

    /**
     * The value of an observed workload; null where its agents do not count it, or where it would be too small because
     * they do not see all of its ready pods.
     */
    @Nullable
    Double of(ServiceNode node) {
        Observation seen = node.observation();
        boolean partial = seen.observedPods() < seen.readyPods();
        return extent == Extent.SUM && partial ? null : ofWorkload.apply(node);
    }

    /** The value of a pod; null where its agent does not count it. */
    public @Nullable Double ofPod(Observation seen) {
        return ofPods.apply(seen);
    }

    /** Whether a pod has it. */
    public boolean isOfPods() {
        return extent != Extent.WHOLE;
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
