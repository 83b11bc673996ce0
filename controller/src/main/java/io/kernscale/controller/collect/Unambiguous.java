// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that forgets a key for good when two different values claim it: no answer is better than a wrong one. */
final class Unambiguous<K, V> {

    private final Map<K, V> values = new HashMap<>();
    private final Set<K> contested = new HashSet<>();

    void put(K key, V value) {
        V other = contested.contains(key) ? null : values.putIfAbsent(key, value);
        if (other != null && !other.equals(value)) {
            contested.add(key);
            values.remove(key);
        }
    }

    /** Whether a value has claimed it, be it that another has as well. */
    boolean isClaimed(K key) {
        return values.containsKey(key) || contested.contains(key);
    }

    @Nullable
    V get(K key) {
        return values.get(key);
    }
}
