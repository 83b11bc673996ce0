// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopRunnerTest {

    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger passes = new AtomicInteger();

    private static void take(Semaphore semaphore) {
        semaphore.acquireUninterruptibly();
    }

    @Test
    void passesAfterEachPoll() {
        Semaphore answers = new Semaphore(0);
        LoopRunner runner = runner(() -> take(answers), passes::incrementAndGet);

        runner.start();
        await().during(Duration.ofMillis(50)).until(() -> passes.get() == 0);
        answers.release();
        await().until(() -> passes.get() == 1);
        answers.release();
        await().until(() -> passes.get() == 2);

        answers.release(1_000_000);
        runner.stop();
        assertThat(runner.isRunning()).isFalse();
    }

    @Test
    void pollsOnWhileAPassTakesLongAndThenPassesOnceForAllOfThem() {
        Semaphore answers = new Semaphore(0);
        Semaphore writes = new Semaphore(0);
        LoopRunner runner = runner(
                () -> {
                    take(answers);
                    polls.incrementAndGet();
                },
                () -> {
                    passes.incrementAndGet();
                    take(writes);
                });

        runner.start();
        answers.release();
        await().until(() -> passes.get() == 1);
        answers.release(3);
        await().until(() -> polls.get() == 4);
        writes.release(2);

        await().until(() -> passes.get() == 2);
        await().during(Duration.ofMillis(50)).until(() -> passes.get() == 2);
        answers.release(1_000_000);
        writes.release(1_000_000);
        runner.stop();
    }

    @Test
    void callsOffThePollAndLetsThePassEnd() throws InterruptedException {
        CountDownLatch passing = new CountDownLatch(1);
        Semaphore write = new Semaphore(0);
        AtomicBoolean whole = new AtomicBoolean();
        AtomicBoolean calledOff = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        LoopRunner runner = runner(
                () -> {
                    if (polls.incrementAndGet() > 1) {
                        calledOff.set(hangs(never));
                    }
                },
                () -> {
                    passing.countDown();
                    take(write);
                    whole.set(true);
                });
        runner.start();
        passing.await();
        await().until(() -> polls.get() == 2);

        Thread stopping = Thread.ofVirtual().start(runner::stop);
        await().untilTrue(calledOff);
        assertThat(whole).isFalse();
        write.release();
        stopping.join();

        assertThat(whole).isTrue();
        assertThat(runner.isRunning()).isFalse();
    }

    /** Whether it was called off. */
    private static boolean hangs(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static LoopRunner runner(Runnable poll, Runnable pass) {
        return new LoopRunner(poll, pass, Duration.ofMillis(1));
    }
}
