// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

import java.util.List;

/** A replica's scheduler counters of one window, in thread-seconds. */
final class WindowCounts {

    double run;
    double waitContention;
    double waitQuota;
    double cycleBlocked;
    double blocked;
    int bursts;
    int periods;
    int throttledPeriods;
    int runnable;
    int runnableBefore;
    int threads;

    void add(double seconds, double running, double waiting, boolean throttled) {
        run += seconds * running;
        if (throttled) {
            waitQuota += seconds * waiting;
        } else {
            waitContention += seconds * waiting;
        }
    }

    void burst() {
        bursts++;
    }

    void period(boolean active, boolean throttled) {
        periods += active || throttled ? 1 : 0;
        throttledPeriods += throttled ? 1 : 0;
    }

    WindowCounts take(List<Worker> workers, double now, double windowStart, int runnableNow) {
        WindowCounts taken = new WindowCounts();
        taken.plus(this);
        for (Worker worker : workers) {
            double seconds = worker.blockedSeconds(now, windowStart);
            taken.blocked += seconds;
            taken.cycleBlocked += worker.wokeInWindow() ? seconds : 0;
            worker.nextWindow();
        }
        taken.runnable = runnableNow;
        taken.runnableBefore = runnable;
        taken.threads = workers.size();
        run = 0;
        waitContention = 0;
        waitQuota = 0;
        bursts = 0;
        periods = 0;
        throttledPeriods = 0;
        runnable = runnableNow;
        return taken;
    }

    void plus(WindowCounts other) {
        run += other.run;
        waitContention += other.waitContention;
        waitQuota += other.waitQuota;
        cycleBlocked += other.cycleBlocked;
        blocked += other.blocked;
        bursts += other.bursts;
        periods += other.periods;
        throttledPeriods += other.throttledPeriods;
        runnable += other.runnable;
        runnableBefore += other.runnableBefore;
        threads += other.threads;
    }
}
