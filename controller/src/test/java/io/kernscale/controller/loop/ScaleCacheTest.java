// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScaleCacheTest {

    private static final TargetRef CART = new TargetRef("apps/v1", "Deployment", "cart");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger reads = new AtomicInteger();
    private final Semaphore answers = new Semaphore(1_000);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Background background = new Background(threads, e -> {
        throw e;
    });
    private final ScaleCache cache = new ScaleCache(this::scale, Duration.ofSeconds(10), background);
    private volatile int replicas = 3;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private TargetScale scale(String namespace, TargetRef target) {
        reads.incrementAndGet();
        int asked = replicas;
        answers.acquireUninterruptibly();
        return new TargetScale.Known(asked, asked, "");
    }

    private int read(int readyPods, int seconds) {
        return cache.read("cart", "shop", CART, readyPods, NOW.plusSeconds(seconds)) instanceof TargetScale.Known known
                ? known.replicas()
                : -1;
    }

    @Test
    void readsOnceInHalfOfTheGreatestAge() {
        read(3, 0);
        read(3, 4);

        background.settle();
        assertThat(reads).hasValue(1);
    }

    @Test
    void renewsInTheBackgroundBeforeAnybodyHasToWait() {
        read(3, 0);
        replicas = 5;

        assertThat(read(3, 9)).isEqualTo(3);
        background.settle();
        assertThat(read(3, 10)).isEqualTo(5);
        assertThat(reads).hasValue(2);
    }

    @Test
    void waitsForTheScaleOnceItIsOldOrThePodsHaveChanged() {
        read(3, 0);
        replicas = 5;

        assertThat(read(4, 1)).isEqualTo(5);
        replicas = 6;
        assertThat(read(4, 11)).isEqualTo(6);
    }

    @Test
    void takesNoAnswerThatWasAskedForBeforeAWrite() {
        read(3, 0);
        answers.drainPermits();
        read(3, 9); // reads 3 in the background, and waits
        replicas = 8;
        cache.forget("cart");
        answers.release(1_000);
        background.settle();

        assertThat(read(3, 9)).isEqualTo(8);
    }
}
