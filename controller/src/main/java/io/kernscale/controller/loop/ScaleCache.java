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
 * and a write checks it anyway. What could not be read is not kept. Thread-safe.
 */
final class ScaleCache {

    private final ScaleSource source;
    private final Duration maxAge;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(TargetScale scale, int pods, Instant readAt) {}

    ScaleCache(ScaleSource source, Duration maxAge) {
        this.source = source;
        this.maxAge = maxAge;
    }

    /** The target's scale, read anew when it is old or when the number of ready pods has changed. */
    TargetScale read(String key, String namespace, TargetRef target, int readyPods, Instant now) {
        Entry known = entries.get(key);
        if (known != null && known.pods == readyPods && now.isBefore(known.readAt.plus(maxAge))) {
            return known.scale;
        }
        TargetScale scale = source.read(namespace, target);
        switch (scale) {
            case TargetScale.Known answer -> entries.put(key, new Entry(answer, readyPods, now));
            case TargetScale.Unknown silence -> entries.remove(key);
        }
        return scale;
    }

    /** Reads anew next time. */
    void forget(String key) {
        entries.remove(key);
    }

    void retain(Set<String> keys) {
        entries.keySet().retainAll(keys);
    }
}
