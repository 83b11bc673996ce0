// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.cgroup.NodeSource;
import io.kernscale.wire.NodeReport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects on demand, in one thread of its own that no client can hold up: requests that come together share one
 * collection, and a heartbeat collects when nobody asks. When a collection fails the last good one stays, growing older.
 * Owns the latest {@link Publication}. Thread-safe.
 */
public final class CollectionLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CollectionLoop.class.getName());
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final NodeSource source;
    private final CollectionTiming timing;
    private final LongSupplier nanoClock;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition finished = lock.newCondition();
    private boolean requested = true; // the first collection waits for nobody
    private boolean running;
    private boolean closed;
    private long startedNanos;
    private CollectionCounts counts = new CollectionCounts(0, 0, "");
    private @Nullable Publication latest;

    private CollectionLoop(NodeSource source, CollectionTiming timing, LongSupplier nanoClock) {
        this.source = source;
        this.timing = timing;
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
        this.thread = Thread.ofPlatform().name("collect").daemon().unstarted(this::run);
    }

    /**
     * Begins with a collection at once.
     *
     * @param nanoClock monotonic, as {@code System.nanoTime}
     */
    public static CollectionLoop start(NodeSource source, CollectionTiming timing, LongSupplier nanoClock) {
        var loop = new CollectionLoop(source, timing, nanoClock);
        loop.thread.start();
        return loop;
    }

    /**
     * The collection to answer a request with: a new one when the latest is too old and a new one comes in time, else
     * the latest. Empty before the first.
     */
    Optional<Publication> fresh() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (running || requested || isDue()) {
                requested = !running;
                wanted.signal();
                awaitFinished(counts.finished() + 1);
            }
            return Optional.ofNullable(latest);
        } finally {
            lock.unlock();
        }
    }

    /** The latest collection as it is; empty before the first. */
    Optional<Publication> latest() {
        lock.lock();
        try {
            return Optional.ofNullable(latest);
        } finally {
            lock.unlock();
        }
    }

    CollectionCounts counts() {
        lock.lock();
        try {
            return counts;
        } finally {
            lock.unlock();
        }
    }

    /** How long the collection in progress has been running; zero when none is. */
    Duration runningFor() {
        lock.lock();
        try {
            return running ? Duration.ofNanos(nanoClock.getAsLong() - startedNanos) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread; when this returns the source is no longer called, unless it hangs. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
            finished.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(CLOSE_WAIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDue() {
        return nanoClock.getAsLong() - startedNanos >= timing.maxAge().toNanos();
    }

    private void awaitFinished(long target) throws InterruptedException {
        long leftNanos = timing.maxWait().toNanos();
        while (counts.finished() < target && !closed && leftNanos > 0) {
            leftNanos = finished.awaitNanos(leftNanos);
        }
    }

    private void run() {
        try {
            while (awaitTurn()) {
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by close, after a collection that hung
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = timing.heartbeat().toNanos();
            while (!requested && !closed && leftNanos > 0) {
                leftNanos = wanted.awaitNanos(leftNanos);
            }
            requested = false;
            running = !closed;
            startedNanos = nanoClock.getAsLong();
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Whatever a collection throws, the next one must have its chance: an agent without collections is a blind one. */
    private void attempt() {
        try {
            NodeReport report = source.collect();
            succeed(new Publication(report, startedNanos, nanoClock.getAsLong() - startedNanos));
        } catch (Exception | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
            fail(e);
        }
    }

    private void succeed(Publication publication) {
        lock.lock();
        try {
            latest = publication;
            finish(counts.succeeded());
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        CollectionCounts before = counts();
        CollectionCounts after = before.failed(String.valueOf(cause));
        if (!after.lastFailure().equals(before.lastFailure()) || Long.bitCount(after.failures()) == 1) {
            LOG.log(
                    Level.ERROR,
                    "collection failed (" + after.failures() + " so far); the last one is served on",
                    cause);
        }
        lock.lock();
        try {
            finish(after);
        } finally {
            lock.unlock();
        }
    }

    private void finish(CollectionCounts after) {
        counts = after;
        running = false;
        finished.signalAll();
    }
}
