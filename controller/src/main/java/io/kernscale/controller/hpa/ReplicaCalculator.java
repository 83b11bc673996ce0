// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.PodFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From one metric to a number of replicas.
 *
 * <p>Ratio = usage / target, of the ready pods. Without doubt the result is {@code ceil(ratio * ready pods)}. Doubt
 * leans towards no change: pods without a sample count as full on the way down and as empty on the way up, unready ones
 * as empty on the way up; and what the doubt turns into the other direction is no change at all.
 *
 * <p>Example: target 30 %, requests of 1 core, ready pods use 0.5 and 0.7, a third is unready. Ratio 60 / 30 = 2 would
 * double them; with the third as empty it is 40 / 30 = 1.33, and ceil(1.33 * 3) = 4.
 */
final class ReplicaCalculator {

    private final int specReplicas;
    private final int statusReplicas;
    private final List<PodFacts> pods;
    private final Tolerances tolerances;
    private final HpaSettings settings;
    private final Instant now;

    ReplicaCalculator(HpaInput input, Tolerances tolerances) {
        this.specReplicas = input.specReplicas();
        this.statusReplicas = input.statusReplicas();
        this.pods = input.livePods();
        this.tolerances = tolerances;
        this.settings = input.settings();
        this.now = input.now();
    }

    /** Usage as a ratio of the target, and how it is shown. */
    private record Usage(double ratio, @Nullable Integer percent, long milli) {}

    /** Turns values by pod into a usage. */
    private interface Measure {
        Usage of(Map<String, Long> valuesByPod) throws MetricProblem;
    }

    /** Of CPU or memory, as a percentage of the requests. */
    Proposal utilization(String resource, @Nullable String container, int targetPercent, PodSamples samples)
            throws MetricProblem {
        requirePods();
        PodGroups groups = PodGroups.of(pods, samples.byPod(), resource.equals("cpu"), settings, now);
        Map<String, Long> values = counted(samples, groups);
        Map<String, Long> requests = Requests.of(pods, resource, container);
        long fallbackPercent = Math.max(100, targetPercent);
        return replicas(
                groups,
                values,
                some -> utilization(some, requests, targetPercent),
                pod -> requests.getOrDefault(pod, 0L) * fallbackPercent / 100,
                true);
    }

    /** Of any metric of pods, as an average. */
    Proposal average(boolean cpu, long targetMilli, PodSamples samples) throws MetricProblem {
        requirePods();
        PodGroups groups = PodGroups.of(pods, samples.byPod(), cpu, settings, now);
        Map<String, Long> values = counted(samples, groups);
        return replicas(groups, values, some -> average(some, targetMilli), pod -> targetMilli, false);
    }

    /** Of one value: an object's, or the sum of the series of an external metric. */
    Proposal value(long valueMilli, long targetMilli) throws MetricProblem {
        double ratio = (double) valueMilli / (double) targetMilli;
        if (specReplicas == 0) {
            return new Proposal(ceil(ratio), null, valueMilli); // no pod is ready, and none is needed to tell
        }
        if (tolerances.allow(ratio)) {
            return new Proposal(specReplicas, null, valueMilli);
        }
        requirePods();
        long ready = pods.stream().filter(PodFacts::isReady).count();
        return new Proposal(ceil(ratio * ready), null, valueMilli);
    }

    /** Of one value that the pods share. */
    Proposal valuePerPod(long valueMilli, long targetMilli) {
        double ratio = (double) valueMilli / ((double) targetMilli * statusReplicas);
        int replicas = tolerances.allow(ratio) ? statusReplicas : ceil((double) valueMilli / (double) targetMilli);
        return new Proposal(replicas, null, (long) Math.ceil((double) valueMilli / statusReplicas));
    }

    private void requirePods() throws MetricProblem {
        if (pods.isEmpty()) {
            throw new MetricProblem("the target has no pods yet");
        }
    }

    private static Map<String, Long> counted(PodSamples samples, PodGroups groups) throws MetricProblem {
        Map<String, Long> values = new HashMap<>();
        samples.byPod().forEach((pod, sample) -> values.put(pod, sample.milli()));
        values.keySet().removeAll(groups.ignored());
        values.keySet().removeAll(groups.unready());
        if (values.isEmpty()) {
            throw new MetricProblem("no sample of a pod that counts; its pods may be unready, or nobody measures them");
        }
        return values;
    }

    private interface Fallback {
        long of(String pod);
    }

    private Proposal replicas(
            PodGroups groups, Map<String, Long> values, Measure measure, Fallback full, boolean missingNeedsDirection)
            throws MetricProblem {
        Usage usage = measure.of(values);
        boolean unreadyMatter = !groups.unready().isEmpty() && usage.ratio() > 1;
        if (!unreadyMatter && groups.missing().isEmpty()) {
            int replicas = tolerances.allow(usage.ratio()) ? specReplicas : ceil(usage.ratio() * groups.ready());
            return new Proposal(replicas, usage.percent(), usage.milli());
        }
        if (usage.ratio() < 1) {
            groups.missing().forEach(pod -> values.put(pod, full.of(pod)));
        } else if (usage.ratio() > 1 || !missingNeedsDirection) {
            putEmpty(values, groups.missing());
        }
        if (unreadyMatter) {
            putEmpty(values, groups.unready());
        }
        return new Proposal(
                doubtful(usage.ratio(), measure.of(values).ratio(), values.size()), usage.percent(), usage.milli());
    }

    private static void putEmpty(Map<String, Long> values, Set<String> pods) {
        pods.forEach(pod -> values.put(pod, 0L));
    }

    /** With the doubtful pods counted in; a turn of the direction is no change. */
    private int doubtful(double ratio, double newRatio, int counted) {
        if (tolerances.allow(newRatio) || ratio < 1 && newRatio > 1 || ratio > 1 && newRatio < 1) {
            return specReplicas;
        }
        int replicas = ceil(newRatio * counted);
        return newRatio < 1 && replicas > specReplicas || newRatio > 1 && replicas < specReplicas
                ? specReplicas
                : replicas;
    }

    /** Integer arithmetic throughout, as in the original: 199 of 300 requested are 66 per cent. */
    private static Usage utilization(Map<String, Long> values, Map<String, Long> requests, int targetPercent)
            throws MetricProblem {
        long used = 0;
        long requested = 0;
        int pods = 0;
        for (Map.Entry<String, Long> value : values.entrySet()) {
            Long request = requests.get(value.getKey());
            if (request != null) {
                used += value.getValue();
                requested += request;
                pods++;
            }
        }
        if (requested == 0) {
            throw new MetricProblem("no sample is of a pod that requests anything");
        }
        int percent = Math.clamp(used * 100 / requested, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new Usage((double) percent / targetPercent, percent, used / pods);
    }

    private static Usage average(Map<String, Long> values, long targetMilli) {
        long sum = 0;
        for (long value : values.values()) {
            sum += value;
        }
        long average = sum / values.size();
        return new Usage((double) average / (double) targetMilli, null, average);
    }

    /** A cast saturates, so that the absurdly many are as many as can be asked for. */
    private static int ceil(double replicas) {
        return (int) Math.ceil(replicas);
    }
}
