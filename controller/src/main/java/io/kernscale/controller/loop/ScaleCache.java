// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.ScaleSource;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares the API server a read per workload and round. A scale that somebody changes soon shows in the number of pods,
 * and a write checks it anyway. What could not be read is not kept. A scale is read anew in the background from half of
 * its greatest age on, each at an age of its own, so that no round waits for thousands of reads. Thread-safe.
 */
final class ScaleCache {

    private final ScaleSource source;
    private final Duration maxAge;
    private final Background background;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(TargetScale scale, int pods, Instant readAt) {}

    ScaleCache(ScaleSource source, Duration maxAge, Background background) {
        this.source = source;
        this.maxAge = maxAge;
        this.background = background;
    }

    /** The target's scale, read anew when it is old or when the number of ready pods has changed. */
    TargetScale read(String key, String namespace, TargetRef target, int readyPods, Instant now) {
        Entry known = entries.get(key);
        if (known != null && known.pods == readyPods && now.isBefore(known.readAt.plus(maxAge))) {
            if (!now.isBefore(known.readAt.plus(renewalAge(key)))) {
                background.submit(key, now, () -> renew(key, known, namespace, target, now));
            }
            return known.scale;
        }
        TargetScale scale = source.read(namespace, target);
        switch (scale) {
            case TargetScale.Known answer -> entries.put(key, new Entry(answer, readyPods, now));
            case TargetScale.Unknown silence -> entries.remove(key);
        }
        return scale;
    }

    private Duration renewalAge(String key) {
        long halfMillis = maxAge.toMillis() / 2;
        return Duration.ofMillis(halfMillis + Math.floorMod(key.hashCode(), Math.max(1, halfMillis)));
    }

    /** What was forgotten or read meanwhile stands, and is not read once more. */
    @SuppressWarnings("ReferenceEquality")
    private void renew(String key, Entry known, String namespace, TargetRef target, Instant now) {
        if (entries.get(key) == known && source.read(namespace, target) instanceof TargetScale.Known answer) {
            entries.replace(key, known, new Entry(answer, known.pods, now));
        }
    }

    /** Reads anew next time. */
    void forget(String key) {
        entries.remove(key);
    }

    void retain(Set<String> keys) {
        entries.keySet().retainAll(keys);
    }
}
