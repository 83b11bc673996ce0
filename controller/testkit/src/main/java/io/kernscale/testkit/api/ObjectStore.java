// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects and the changes that led to them, numbered by one revision as in etcd. A stored object is never changed
 * again: a write stores another one, so readers may hold on to what they got, and must copy before they change it.
 * Thread-safe; who reads, decides and writes does so while it synchronises on the store.
 */
final class ObjectStore {
    /** Changes kept for watches that resume; one that is further behind gets 410 and lists again. */
    private static final int HISTORY = 20_000;

    private final Map<String, NavigableMap<ObjectKey, JsonObject>> objects = new HashMap<>();
    private final List<Change> history = new ArrayList<>();
    private long revision = 1;
    private long compactedTo = 1;

    /** A consistent list and its revision. */
    record Snapshot(long revision, List<JsonObject> objects) {}

    synchronized @Nullable JsonObject find(ResourceType type, ObjectKey key) {
        return table(type).get(key);
    }

    synchronized Snapshot list(ResourceType type) {
        return new Snapshot(revision, List.copyOf(table(type).values()));
    }

    synchronized JsonObject put(ResourceType type, JsonObject object) {
        JsonObject stored = numbered(object);
        JsonObject before = table(type).put(ObjectKey.of(stored), stored);
        remember(new Change(type, before, stored, revision));
        return stored;
    }

    synchronized JsonObject remove(ResourceType type, JsonObject object) {
        JsonObject last = numbered(object);
        table(type).remove(ObjectKey.of(object));
        remember(new Change(type, last, null, revision));
        return last;
    }

    private JsonObject numbered(JsonObject object) {
        JsonObject copy = object.deepCopy();
        Json.metadata(copy).addProperty("resourceVersion", Long.toString(++revision));
        return copy;
    }

    private void remember(Change change) {
        history.add(change);
        if (history.size() > HISTORY) {
            List<Change> oldest = history.subList(0, HISTORY / 2);
            compactedTo = oldest.getLast().revision();
            oldest.clear();
        }
        notifyAll();
    }

    synchronized long revision() {
        return revision;
    }

    /** Forgets the history, so that a watch from an earlier revision is too old. */
    synchronized void compact() {
        history.clear();
        compactedTo = ++revision;
        notifyAll();
    }

    synchronized void wakeUp() {
        notifyAll();
    }

    /**
     * The changes after a revision, waiting for the first one at most {@code patience}; may be empty.
     *
     * @throws ApiFailure 410 when some of them are forgotten
     */
    synchronized List<Change> awaitAfter(long after, Duration patience) throws InterruptedException {
        if (after >= lastChange() && !patience.isZero()) {
            wait(Math.max(1, patience.toMillis())); // a spurious wake-up returns an empty list, which is allowed
        }
        if (after < compactedTo) {
            throw ApiFailure.expired(after, compactedTo);
        }
        int from = history.size();
        while (from > 0 && history.get(from - 1).revision() > after) {
            from--; // from the end: a watch is nearly always almost up to date
        }
        return List.copyOf(history.subList(from, history.size()));
    }

    private long lastChange() {
        return history.isEmpty() ? compactedTo : history.getLast().revision();
    }

    private NavigableMap<ObjectKey, JsonObject> table(ResourceType type) {
        return objects.computeIfAbsent(type.id(), id -> new TreeMap<>());
    }
}
