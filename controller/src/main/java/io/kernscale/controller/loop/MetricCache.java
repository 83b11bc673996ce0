// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Failed;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.spec.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest reading of each custom and external metric, and has it read anew in the background, so that a slow
 * adapter delays nobody. A reading that could not be renewed for two periods is none. Thread-safe.
 */
final class MetricCache {

    private static final Failed PENDING = new Failed("it is being read for the first time");

    private final MetricSource source;
    private final Duration period;
    private final Executor executor;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    /** What is asked, on whose behalf. */
    private record Key(String autoscaler, String namespace, MetricSpec metric, String podSelector) {}

    /**
     * What is known.
     *
     * @param reading null while the first one is under way
     * @param askedAt when the newest reading was begun
     * @param readAt  when {@code reading} was begun
     */
    private record Entry(
            @Nullable MetricReading reading,
            Instant askedAt,
            @Nullable Instant readAt) {}

    /** @param period after which a metric is read again */
    MetricCache(MetricSource source, Duration period, Executor executor) {
        this.source = source;
        this.period = period;
        this.executor = executor;
    }

    /** The latest reading; begins the next one when it is time. */
    MetricReading read(String autoscaler, String namespace, MetricSpec metric, String podSelector, Instant now) {
        Key key = new Key(autoscaler, namespace, metric, podSelector);
        Entry entry = entries.compute(key, (asked, known) -> {
            if (known != null && now.isBefore(known.askedAt.plus(period))) {
                return known;
            }
            executor.execute(() -> renew(key, now));
            return known == null ? new Entry(null, now, null) : new Entry(known.reading, now, known.readAt);
        });
        MetricReading reading = entry.reading;
        Instant readAt = entry.readAt;
        if (reading == null || readAt == null) {
            return PENDING;
        }
        return readAt.plus(period.multipliedBy(2)).isBefore(now)
                ? new Failed("its last reading is from " + readAt + ", and a newer one does not come")
                : reading;
    }

    private void renew(Key key, Instant now) {
        MetricReading reading = ask(key, now);
        entries.computeIfPresent(key, (asked, known) -> new Entry(reading, known.askedAt, now));
    }

    private MetricReading ask(Key key, Instant now) {
        return switch (key.metric) {
            case MetricSpec.Pods pods -> source.ofPods(key.namespace, pods.metric(), key.podSelector, now);
            case MetricSpec.OfObject object ->
                source.ofObject(key.namespace, object.describedObject(), object.metric(), now);
            case MetricSpec.External external -> source.external(key.namespace, external.metric(), now);
            case MetricSpec.Resource resource -> throw new IllegalArgumentException("not read here: " + resource);
            case MetricSpec.ContainerResource resource ->
                throw new IllegalArgumentException("not read here: " + resource);
        };
    }

    /** Forgets the metrics of autoscalers that are no more. */
    void retain(Set<String> autoscalers) {
        entries.keySet().removeIf(key -> !autoscalers.contains(key.autoscaler));
    }
}
