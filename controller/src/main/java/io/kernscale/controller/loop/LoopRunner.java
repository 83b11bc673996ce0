// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Polls on one thread and passes on another, from the application's start to its end: a pass follows each poll, and the
 * next poll does not wait for it. Starts once.
 */
public final class LoopRunner implements SmartLifecycle {

    private static final Duration LAST_PASS = Duration.ofSeconds(10);

    private final Thread polls = Thread.ofPlatform().name("agent-polls").unstarted(this::runPolls);
    private final Thread passes = Thread.ofPlatform().name("control-loop").unstarted(this::runPasses);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore polled = new Semaphore(0);
    private final Runnable poll;
    private final Runnable pass;
    private final Duration interval;

    /** Runs {@code poll} every {@code interval} and {@code pass} after it. Neither must throw. */
    public LoopRunner(Runnable poll, Runnable pass, Duration interval) {
        this.poll = poll;
        this.pass = pass;
        this.interval = interval;
    }

    @Override
    public void start() {
        passes.start();
        polls.start();
    }

    /** Polls begin at a fixed rate, because the interval is also the window; one that is late starts a new row. */
    private void runPolls() {
        try {
            long nextNanos = System.nanoTime();
            do {
                poll.run();
                polled.release();
                nextNanos = Math.max(nextNanos + interval.toNanos(), System.nanoTime());
            } while (!stopped.await(nextNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end
        }
    }

    private void runPasses() {
        try {
            while (true) {
                polled.acquire();
                polled.drainPermits(); // a pass that took long is behind: the next one goes by the latest poll
                if (stopped.getCount() == 0) {
                    return;
                }
                pass.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it, but if so: the end
        }
    }

    /** Calls off the poll under way, and lets the pass end: a write that is cut may or may not have happened. */
    @Override
    public void stop() {
        stopped.countDown();
        polls.interrupt();
        polled.release();
        try {
            passes.join(LAST_PASS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return passes.isAlive();
    }
}
