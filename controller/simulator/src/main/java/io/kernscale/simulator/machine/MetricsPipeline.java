// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of CPU usage to a HorizontalPodAutoscaler: the kubelet looks at a pod's counter now and then, a metrics server
 * fetches what the kubelet saw last, and reports the mean between its latest two fetches. Example: a counter of 1 s at
 * 12:00:00 and of 4 s at 12:00:30 is 100 millicores, dated 12:00:30, whoever asks until the next fetch. A pod fetched
 * once only has no sample. Pure but for what it remembers; for one thread.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/issues/110317">the age of the signal, by parts</a>
 */
final class MetricsPipeline {
    /** How often the kubelet looks. */
    static final Duration KUBELET = Duration.ofSeconds(10);

    /** How often the metrics server fetches. */
    static final Duration SERVER = Duration.ofSeconds(30);

    private static final long NANOS_A_MILLICORE_SECOND = 1_000_000;

    private record Look(Instant at, long usageNanos) {}

    private final Map<String, Look> seen = new HashMap<>();
    private final Map<String, Look> fetched = new HashMap<>();
    private final Map<String, Sample> samples = new HashMap<>();

    /** The kubelet looks: CPU time since each pod's start, by the pods' names. */
    void look(Map<String, Long> usageNanos, Instant now) {
        requireNonNull(now, "now");
        seen.keySet().retainAll(usageNanos.keySet());
        usageNanos.forEach((pod, nanos) -> seen.put(pod, new Look(now, nanos)));
    }

    /** The metrics server fetches. */
    void fetch() {
        fetched.keySet().retainAll(seen.keySet());
        samples.keySet().retainAll(seen.keySet());
        seen.forEach((pod, look) -> {
            Sample sample = between(fetched.get(pod), look);
            if (sample != null) {
                samples.put(pod, sample);
                fetched.put(pod, look);
            } else {
                fetched.putIfAbsent(pod, look);
            }
        });
    }

    private static @Nullable Sample between(@Nullable Look before, Look after) {
        if (before == null || !after.at().isAfter(before.at()) || after.usageNanos() < before.usageNanos()) {
            return null;
        }
        Duration window = Duration.between(before.at(), after.at());
        double seconds = window.toNanos() / 1e9;
        long milli = Math.round((after.usageNanos() - before.usageNanos()) / seconds / NANOS_A_MILLICORE_SECOND);
        return new Sample(milli, after.at(), window);
    }

    /** What the metrics server answers. */
    PodSamples samples() {
        return new PodSamples(samples);
    }
}
