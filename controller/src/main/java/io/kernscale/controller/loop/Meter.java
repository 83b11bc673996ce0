// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.ContainerRates;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodSelector;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.PodUsage;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.decide.Metering;
import io.kernscale.controller.spec.MetricSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gathers what a spec's metrics go by. CPU and memory are the agents', two seconds fresh; a pod whose agent is silent has
 * no sample, as one that the metrics server does not know.
 */
final class Meter {

    private static final double MILLI = 1_000;

    private static final int MOST_SELECTORS = 50_000;

    private final MetricCache cache;
    private final Map<String, Optional<PodSelector>> selectors = new ConcurrentHashMap<>();

    Meter(MetricCache cache) {
        this.cache = cache;
    }

    /** The pods that are the target's own, and the readings of its metrics. */
    Metering meter(String key, Autoscaler.Valid autoscaler, TargetScale.Known scale, Round round) {
        List<PodState> own = own(round.pods(), autoscaler, scale);
        List<MetricReading> readings = autoscaler.spec().metricsOrDefault().stream()
                .map(metric -> read(key, autoscaler, metric, scale.selector(), own, round.join(), round.now()))
                .toList();
        Set<String> starting = own.stream()
                .filter(pod -> round.startUps().starts(pod.uid()))
                .map(PodState::name)
                .collect(Collectors.toUnmodifiableSet());
        return new Metering(
                scale.statusReplicas(), own.stream().map(PodState::facts).toList(), readings, starting);
    }

    /**
     * Pods that the target owns and its selector chooses. Of a kind that owns its pods by labels alone, those that the
     * selector chooses and nobody owns: foreign pods under the same labels never count.
     */
    private List<PodState> own(ClusterPods pods, Autoscaler.Valid autoscaler, TargetScale.Known scale) {
        Optional<PodSelector> selector = selector(scale.selector());
        List<PodState> owned = pods.of(autoscaler.workload());
        if (selector.isEmpty()) {
            return owned;
        }
        List<PodState> candidates =
                owned.isEmpty() ? pods.withoutOwner(autoscaler.id().namespace()) : owned;
        return chosen(candidates, selector.get());
    }

    private Optional<PodSelector> selector(String text) {
        if (selectors.size() > MOST_SELECTORS) {
            selectors.clear(); // those of workloads that are no more
        }
        return selectors.computeIfAbsent(text, PodSelector::parse);
    }

    /** Most pods of a workload have one map of labels in common, which need be looked at but once. */
    @SuppressWarnings("ReferenceEquality")
    private static List<PodState> chosen(List<PodState> candidates, PodSelector selector) {
        List<PodState> chosen = new ArrayList<>(candidates.size());
        Map<String, String> labels = null;
        boolean matches = false;
        for (PodState pod : candidates) {
            if (pod.network().labels() != labels) {
                labels = pod.network().labels();
                matches = selector.matches(labels);
            }
            if (matches) {
                chosen.add(pod);
            }
        }
        return chosen;
    }

    private MetricReading read(
            String key,
            Autoscaler.Valid autoscaler,
            MetricSpec metric,
            String selector,
            List<PodState> pods,
            WorkloadJoin join,
            Instant now) {
        return switch (metric) {
            case MetricSpec.Resource resource -> ofPods(pods, join, resource.name());
            case MetricSpec.ContainerResource resource ->
                ofContainers(pods, join, resource.name(), resource.container());
            case MetricSpec.Pods custom -> cached(key, autoscaler, custom, selector, now);
            case MetricSpec.OfObject custom -> cached(key, autoscaler, custom, selector, now);
            case MetricSpec.External external -> cached(key, autoscaler, external, selector, now);
        };
    }

    private MetricReading cached(
            String key, Autoscaler.Valid autoscaler, MetricSpec metric, String selector, Instant now) {
        return cache.read(key, autoscaler.id().namespace(), metric, selector, now);
    }

    private static MetricReading ofPods(List<PodState> pods, WorkloadJoin join, String resource) {
        Map<String, Sample> samples = HashMap.newHashMap(pods.size());
        for (PodState pod : pods) {
            PodUsage usage = join.usage(pod);
            Long memory = usage == null ? null : usage.memoryBytes();
            if (usage != null && resource.equals("cpu")) {
                samples.put(pod.name(), sample(usage, cpuMilli(usage.runCores())));
            } else if (usage != null && memory != null) {
                samples.put(pod.name(), sample(usage, memoryMilli(memory)));
            }
        }
        return new PodSamples(samples);
    }

    private static MetricReading ofContainers(
            List<PodState> pods, WorkloadJoin join, String resource, String container) {
        Map<String, Sample> samples = new HashMap<>();
        for (PodState pod : pods) {
            Optional<String> id = pod.facts().containers().stream()
                    .filter(one -> one.name().equals(container))
                    .map(ContainerFacts::id)
                    .findFirst();
            Optional.ofNullable(join.usage(pod))
                    .ifPresent(usage -> usage.containers().stream()
                            .filter(rates -> rates.id().equals(id.orElse(null)))
                            .findFirst()
                            .flatMap(rates -> milli(rates, resource))
                            .ifPresent(milli -> samples.put(pod.name(), sample(usage, milli))));
        }
        return new PodSamples(samples);
    }

    private static Optional<Long> milli(ContainerRates rates, String resource) {
        return resource.equals("cpu")
                ? Optional.of(cpuMilli(rates.runCores()))
                : Optional.ofNullable(rates.memoryBytes()).map(Meter::memoryMilli);
    }

    private static Sample sample(PodUsage usage, long milli) {
        return new Sample(milli, usage.observedAt(), usage.window());
    }

    /** Rounded up, as the metrics server does. */
    private static long cpuMilli(double cores) {
        return (long) Math.ceil(cores * MILLI);
    }

    private static long memoryMilli(long bytes) {
        return bytes * (long) MILLI;
    }
}
