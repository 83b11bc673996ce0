// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API server answers only when the test lets it. */
class BackgroundTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Background background = new Background(threads, failures::add);
    private final Semaphore answers = new Semaphore(0);
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private void submit(String key, String request) {
        submit(key, request, NOW);
    }

    private void submit(String key, String request, Instant now) {
        background.submit(key, now, () -> {
            asked.add(request);
            answers.acquireUninterruptibly();
            answered.add(request);
        });
    }

    private void occupy() {
        for (int i = 0; i < Background.AT_ONCE; i++) {
            submit("early " + i, "early " + i);
        }
        await().until(() -> asked.size() == Background.AT_ONCE);
    }

    private void letAllBeAnswered() {
        answers.release(100_000);
        background.settle();
    }

    @Test
    void asksAFewAtOnce() {
        occupy();
        submit("cart", "cart");

        assertThat(background.waiting()).isOne();
        assertThat(asked).doesNotContain("cart");
        letAllBeAnswered();
        assertThat(answered).hasSize(Background.AT_ONCE + 1);
    }

    @Test
    void keepsOfEachKeyTheNewestAlone() {
        occupy();
        for (int pass = 0; pass < 17; pass++) {
            for (int i = 0; i < 1_000; i++) {
                submit("app-" + i, "app-" + i + " of pass " + pass);
            }
        }

        assertThat(background.waiting()).isEqualTo(1_000);
        letAllBeAnswered();
        assertThat(answered)
                .hasSize(Background.AT_ONCE + 1_000)
                .filteredOn(request -> request.startsWith("app"))
                .allMatch(request -> request.endsWith("of pass 16"));
    }

    @Test
    void keepsThePlaceInTheLineOfTheOneThatIsReplaced() {
        occupy();
        submit("first", "first, old");
        submit("second", "second");
        submit("first", "first, new");

        answers.release(1);
        await().until(() -> asked.size() == Background.AT_ONCE + 1);

        assertThat(asked).contains("first, new").doesNotContain("second", "first, old");
    }

    @Test
    void asksForOneKeyOneAtATime() {
        submit("cart", "one");
        await().until(() -> asked.contains("one"));
        submit("cart", "two");
        submit("web", "three");

        await().until(() -> asked.contains("three"));
        assertThat(asked).doesNotContain("two");
        letAllBeAnswered();
        assertThat(answered).contains("two");
    }

    @Test
    void tellsHowLongTheFirstHasWaited() {
        assertThat(background.longestWait(NOW)).isZero();
        occupy();
        submit("cart", "old", NOW);
        submit("cart", "new", NOW.plusSeconds(20));

        assertThat(background.longestWait(NOW.plusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void goesOnAfterOneThatBreaks() {
        background.submit("cursed", NOW, () -> {
            throw new IllegalStateException("test: cursed");
        });
        submit("cart", "cart");

        letAllBeAnswered();

        assertThat(failures).singleElement().asString().contains("test: cursed");
        assertThat(answered).containsExactly("cart");
    }

    @Test
    void forgetsWhatHasNotHadItsTurn() {
        occupy();
        submit("cart", "cart");

        background.drop();

        letAllBeAnswered();
        assertThat(answered).doesNotContain("cart");
    }
}
