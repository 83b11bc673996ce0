// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Requests to the API server that no pass waits for, a few at once, so that those which a pass does wait for get through;
 * one at a time for each key. Thread-safe.
 */
final class Background {

    /** A quarter of what may be under way to the API server. */
    private static final int AT_ONCE = 8;

    private final ExecutorService threads;
    private final Consumer<RuntimeException> failures;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);
    private final Map<String, Future<?>> underWay = new ConcurrentHashMap<>();

    /** @param failures hears of what should not happen */
    Background(ExecutorService threads, Consumer<RuntimeException> failures) {
        this.threads = threads;
        this.failures = failures;
    }

    /** Has it done, unless something of this key is under way. */
    void submit(String key, Runnable request) {
        underWay.computeIfAbsent(key, same -> threads.submit(() -> run(same, request)));
    }

    private void run(String key, Runnable request) {
        try {
            permits.acquire();
            try {
                request.run();
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end
        } catch (RuntimeException e) {
            failures.accept(e);
        } finally {
            underWay.remove(key);
        }
    }

    /** Waits until all that is under way is done. */
    void settle() {
        for (Future<?> request : underWay.values()) {
            try {
                request.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | CancellationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
