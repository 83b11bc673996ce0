// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

/** A thread of a replica: its time off the CPU between two bursts. */
final class Worker {

    private double blockedSince;
    private double blockedInWindow;
    private boolean blocked = true;
    private boolean woke;

    Worker(double now) {
        blockedSince = now;
    }

    void wake(double now, double windowStart) {
        blockedInWindow += now - Math.max(blockedSince, windowStart);
        blocked = false;
        woke = true;
    }

    void block(double now) {
        blockedSince = now;
        blocked = true;
    }

    /** Thread-seconds off the CPU since the window's start. */
    double blockedSeconds(double now, double windowStart) {
        return blockedInWindow + (blocked ? now - Math.max(blockedSince, windowStart) : 0);
    }

    boolean wokeInWindow() {
        return woke;
    }

    void nextWindow() {
        blockedInWindow = 0;
        woke = false;
    }
}
