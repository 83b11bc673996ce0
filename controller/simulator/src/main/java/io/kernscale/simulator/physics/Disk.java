// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** A node's disk: one queue, and so many requests in the device at once. */
final class Disk {

    private final Agenda agenda;
    private final SplittableRandom random;
    private final Deque<Operation> queue = new ArrayDeque<>();
    private int width;
    private Dist service;
    private int busy;

    Disk(Agenda agenda, SplittableRandom random, int width, Dist service) {
        this.agenda = agenda;
        this.random = random;
        this.width = width;
        this.service = service;
    }

    /** Requests that begin from now on take this long in the device. */
    void become(Dist other) {
        service = other;
    }

    /** So many requests are in the device at once from now on. */
    void takes(int atOnce) {
        width = atOnce;
    }

    /** A pod's request; {@code done} hears when it is complete. */
    void read(DiskUse by, Completion done, long now) {
        by.count(now);
        by.queued++;
        queue.add(new Operation(by, done));
        begin(now);
    }

    private void begin(long now) {
        while (busy < width && !queue.isEmpty()) {
            Operation next = queue.remove();
            busy++;
            next.by.count(now);
            next.by.queued--;
            next.by.inDevice++;
            agenda.set(next, now + (long) service.nanos(random));
        }
    }

    /** Hears that something is complete. */
    interface Completion {
        void complete(long now);
    }

    private final class Operation extends Timer {
        private final DiskUse by;
        private final Completion done;

        Operation(DiskUse by, Completion done) {
            this.by = by;
            this.done = done;
        }

        @Override
        void fire(long now) {
            busy--;
            by.count(now);
            by.inDevice--;
            by.completed++;
            begin(now);
            done.complete(now);
        }
    }
}
