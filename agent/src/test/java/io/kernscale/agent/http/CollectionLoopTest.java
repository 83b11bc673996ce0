// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionLoopTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final FakeNodeSource node = new FakeNodeSource();
    private CollectionLoop loop;

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void collectsOnceAtTheStartWithoutBeingAsked() {
        start(new CollectionTiming(NEVER, NEVER, NEVER));
        await().until(() -> loop.latest().isPresent());
        assertThat(node.collections).hasValue(1);
    }

    @Test
    void servesTheSameCollectionWhileItIsYoung() throws Exception {
        start(new CollectionTiming(NEVER, NEVER, NEVER));
        Publication first = loop.fresh().orElseThrow();
        assertThat(loop.fresh()).containsSame(first);
    }

    @Test
    void collectsAnewForEachRequestOnceTheLastIsTooOld() throws Exception {
        startAndAwaitFirst(new CollectionTiming(AT_ONCE, NEVER, NEVER));
        assertThat(sequence()).isEqualTo(2);
        assertThat(sequence()).isEqualTo(3);
    }

    @Test
    void theHeartbeatCollectsWithoutRequests() {
        start(new CollectionTiming(NEVER, NEVER, Duration.ofMillis(5)));
        await().until(() -> node.collections.get() > 3);
    }

    @Test
    void requestsThatComeTogetherShareOneCollection() throws Exception {
        var release = new CountDownLatch(1);
        node.script = number -> {
            awaitLatch(release);
            return FakeNodeSource.golden(number);
        };
        start(new CollectionTiming(NEVER, NEVER, NEVER));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(clients.submit(this::sequence));
            }
            await().until(() -> node.collections.get() == 1);
            release.countDown();
            for (Future<Long> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
        assertThat(node.collections).hasValue(1);
    }

    @Test
    void aHangingCollectionIsNotWaitedForLongerThanAllowed() throws Exception {
        startAndAwaitFirst(new CollectionTiming(AT_ONCE, Duration.ofMillis(50), NEVER));
        var release = new CountDownLatch(1);
        node.script = number -> {
            awaitLatch(release);
            return FakeNodeSource.golden(number);
        };
        assertThat(sequence()).isEqualTo(1);
        assertThat(loop.runningFor()).isPositive();
        release.countDown();
        await().until(() -> sequence() > 1);
    }

    @Test
    void aFailureIsCountedAndTheLastCollectionStays() throws Exception {
        startAndAwaitFirst(new CollectionTiming(AT_ONCE, NEVER, NEVER));
        node.script = number -> {
            throw new IllegalStateException("map is gone");
        };
        assertThat(sequence()).isEqualTo(1);
        assertThat(loop.counts()).isEqualTo(new CollectionCounts(2, 1, "java.lang.IllegalStateException: map is gone"));
        node.script = FakeNodeSource::golden;
        assertThat(sequence()).isEqualTo(3);
    }

    @Test
    void anErrorDoesNotEndTheThread() throws Exception {
        node.script = number -> {
            throw new AssertionError("wrong descriptor");
        };
        start(new CollectionTiming(AT_ONCE, NEVER, NEVER));
        assertThat(loop.fresh()).isEmpty();
        node.script = FakeNodeSource::golden;
        assertThat(sequence()).isPositive();
    }

    @Test
    void afterCloseTheSourceIsLeftAlone() {
        start(new CollectionTiming(AT_ONCE, NEVER, AT_ONCE));
        await().until(() -> node.collections.get() > 2);
        loop.close();
        long last = node.collections.get();
        await().during(Duration.ofMillis(50)).until(() -> node.collections.get() == last);
    }

    private void start(CollectionTiming timing) {
        loop = CollectionLoop.start(node, timing, System::nanoTime);
    }

    /** A first request may or may not share the collection at the start; after this it cannot. */
    private void startAndAwaitFirst(CollectionTiming timing) {
        start(timing);
        await().until(() -> loop.latest().isPresent());
    }

    private long sequence() throws InterruptedException {
        return loop.fresh().orElseThrow().report().sequence();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
