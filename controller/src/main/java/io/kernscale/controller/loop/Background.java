// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server that no pass waits for, a few at once, so that those which a pass does wait for get through;
 * one at a time for each key. Of those that wait for their turn only the newest of each key is kept, so there are never
 * more than keys, however slow the API server is. Thread-safe.
 */
final class Background {

    /** A quarter of what may be under way to the API server. */
    static final int AT_ONCE = 8;

    private final Executor threads;
    private final Consumer<RuntimeException> failures;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private int workers;

    private record Turn(String key, Runnable request) {}

    /** @param since when the first of its key came that has not been done */
    private record Waiting(Runnable request, Instant since) {}

    /** @param failures hears of what should not happen */
    Background(Executor threads, Consumer<RuntimeException> failures) {
        this.threads = threads;
        this.failures = failures;
    }

    /** Has it done, in place of what waits under this key. */
    synchronized void submit(String key, Instant now, Runnable request) {
        waiting.merge(key, new Waiting(request, now), (older, newer) -> new Waiting(newer.request, older.since));
        if (workers < AT_ONCE) {
            threads.execute(this::work);
            workers++;
        }
    }

    private void work() {
        for (Turn turn = next(); turn != null; turn = next()) {
            try {
                turn.request.run();
            } catch (RuntimeException e) {
                failures.accept(e);
            } finally {
                ended(turn.key);
            }
        }
    }

    /** Who has waited the longest, of those of whose key nothing is under way; null ends the worker that asks. */
    private synchronized @Nullable Turn next() {
        for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
            if (underWay.add(each.getKey())) {
                waiting.remove(each.getKey());
                return new Turn(each.getKey(), each.getValue().request);
            }
        }
        workers--;
        notifyAll();
        return null;
    }

    private synchronized void ended(String key) {
        underWay.remove(key);
    }

    /** Requests that have not had their turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** How long the one has waited that has waited the longest; zero where none does. */
    synchronized Duration longestWait(Instant now) {
        return waiting.values().stream()
                .map(Waiting::since)
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    /** Waits until all is done. */
    synchronized void settle() {
        try {
            while (workers > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets what has not had its turn. */
    synchronized void drop() {
        waiting.clear();
    }
}
