// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.ThreadTimes.Cause;
import java.util.ArrayDeque;
import java.util.Deque;

/** A lock that all replicas of a service share; who came first gets it first. */
final class Mutex {

    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean taken;

    /** Whether the lock is had at once; else the request is told by {@link Request#locked} when it has it. */
    boolean take(Request request, long now) {
        if (!taken) {
            taken = true;
            return true;
        }
        request.pod.times.block(Cause.LOCK, now);
        waiting.add(request);
        return false;
    }

    void release(long now) {
        Request next = waiting.poll();
        taken = next != null;
        if (next != null) {
            next.pod.times.wake(Cause.LOCK, now);
            next.locked(now);
        }
    }
}
