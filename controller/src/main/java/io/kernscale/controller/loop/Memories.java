// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of each autoscaler, by its name and UID. Thread-safe. */
final class Memories {

    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    /** One that is created anew under an old name is another. */
    static String key(Autoscaler autoscaler) {
        return autoscaler.id() + " " + autoscaler.id().uid();
    }

    /** Begins where its status says that it was left off, the first time. */
    Memory of(String key, Autoscaler autoscaler) {
        return memories.computeIfAbsent(key, same -> Memory.fresh(autoscaler));
    }

    /** Until the next round; the status that is written meanwhile stands. */
    void keep(String key, Memory next, AutoscalerStatus shown) {
        memories.compute(key, (same, now) -> next.shown(shown, now == null ? null : now.written()));
    }

    /** The API server has this status. */
    void told(String key, AutoscalerStatus status) {
        memories.computeIfPresent(key, (same, now) -> now.shown(now.shown(), status));
    }

    /** The status that the API server has; null until there is one. */
    @Nullable
    AutoscalerStatus written(String key) {
        Memory memory = memories.get(key);
        return memory == null ? null : memory.written();
    }

    int size() {
        return memories.size();
    }

    void retain(Set<String> keys) {
        memories.keySet().retainAll(keys);
    }
}
