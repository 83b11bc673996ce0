// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Runs the loop on a thread of its own, round after round, from the application's start to its end. Starts once. */
public final class LoopRunner implements SmartLifecycle {

    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final Thread thread = Thread.ofPlatform().name("control-loop").unstarted(this::run);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Runnable round;
    private final Duration interval;

    /** Runs {@code round}, which must not throw, every {@code interval}. */
    public LoopRunner(Runnable round, Duration interval) {
        this.round = round;
        this.interval = interval;
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Rounds begin at a fixed rate, because the interval is also the window; one that is late starts a new row. */
    private void run() {
        try {
            long nextNanos = System.nanoTime();
            do {
                round.run();
                nextNanos = Math.max(nextNanos + interval.toNanos(), System.nanoTime());
            } while (!stopped.await(nextNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it, but if so: the end
        }
    }

    /** Lets the round under way end: a write that is cut may or may not have happened. */
    @Override
    public void stop() {
        stopped.countDown();
        try {
            thread.join(LAST_ROUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
