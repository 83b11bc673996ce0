// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers answers for a while. When there are too many it forgets them all. Thread-safe. */
final class Briefly<K, V> {

    private static final int MOST = 4_096;

    private final Duration time;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    private record Entry<V>(V value, Instant until) {}

    /** Whom an answer is got from. */
    interface Source<V> {
        V get() throws ReviewException;
    }

    Briefly(Duration time) {
        this.time = time;
    }

    /** The answer that is remembered, else a new one; what fails is not remembered. */
    V get(K key, Instant now, Source<V> source) throws ReviewException {
        Entry<V> known = entries.get(key);
        if (known != null && now.isBefore(known.until)) {
            return known.value;
        }
        V value = source.get();
        if (entries.size() >= MOST) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, now.plus(time)));
        return value;
    }
}
