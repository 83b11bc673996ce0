// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import io.kubernetes.client.extended.leaderelection.LeaderElectionRecord;
import io.kubernetes.client.extended.leaderelection.Lock;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A lock that knows by its own clock how long others will respect it. A process that was stopped for a while (a full
 * garbage collection, a suspended machine) wakes up believing that it leads, before its elector has noticed the time;
 * others may lead by then. Thread-safe.
 */
final class FencedLock implements Lock {

    private final Lock lock;
    private final Duration respected;
    private final LongSupplier monotonicNanos;
    private volatile boolean held;
    private volatile long renewedNanos;

    /**
     * Wraps a lock.
     *
     * @param respected      less than the lease's duration
     * @param monotonicNanos {@code System.nanoTime}
     */
    FencedLock(Lock lock, Duration respected, LongSupplier monotonicNanos) {
        this.lock = lock;
        this.respected = respected;
        this.monotonicNanos = monotonicNanos;
    }

    /** Whether nobody else can have taken the lock by now. */
    boolean holds() {
        return held && monotonicNanos.getAsLong() - renewedNanos < respected.toNanos();
    }

    @Override
    public LeaderElectionRecord get() throws ApiException {
        return lock.get();
    }

    @Override
    public boolean create(LeaderElectionRecord record) {
        long askedNanos = monotonicNanos.getAsLong();
        return renewed(lock.create(record), record, askedNanos);
    }

    @Override
    public boolean update(LeaderElectionRecord record) {
        long askedNanos = monotonicNanos.getAsLong();
        return renewed(lock.update(record), record, askedNanos);
    }

    /** Counts from before the request: the others count from when they see its effect, which is later. */
    private boolean renewed(boolean done, LeaderElectionRecord record, long askedNanos) {
        if (done) {
            renewedNanos = askedNanos;
            held = identity().equals(record.getHolderIdentity());
        }
        return done;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
