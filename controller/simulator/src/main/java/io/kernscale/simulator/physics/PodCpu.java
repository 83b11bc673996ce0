// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pod's runnable threads. They share alike: with V the CPU time that each thread has had since the begin, a job of
 * demand d that comes at V is done when V has grown by d, so jobs end in the order of V + d and only the next end has a
 * timer. A limit is CFS bandwidth: {@code limit * 100 ms} of CPU time in each period of 100 ms, then nothing until the
 * next one. Example: 4 threads and a limit of 1 core run for 25 ms of each period and wait for 75 ms.
 *
 * <p>Time is counted in thread-nanoseconds: run, waited while others had the CPU, waited for the quota.
 */
final class PodCpu extends Timer {

    /** {@code cfs_period_us}. */
    static final long PERIOD_NANOS = 100_000_000;

    /** A preempted thread had the CPU for so long: the scheduler's slice. */
    private static final double SLICE_NANOS = 3e6;

    /** Timers round up to whole nanoseconds. */
    private static final double ROUNDING = 2;

    final double weight;
    boolean filled;

    private final NodeCpu node;
    private final double quotaNanos;
    private final long phase;
    private @Nullable Job[] jobs = new Job[8];
    private int size;
    private double speed = 1;
    private int waking;
    private boolean closed;
    private boolean throttled;
    private double threadTime;
    private double used;
    private long last;
    private long lastPeriod = -1;

    double runNanos;
    double contentionNanos;
    double quotaWaitNanos;
    double preemptions;
    double preemptionsByOthers;
    long periods;
    long throttledPeriods;
    long bursts;

    /**
     * A pod's part of a node.
     *
     * @param limitCores 0 for none
     * @param phase      when its periods begin, in nanoseconds
     */
    PodCpu(NodeCpu node, double weight, double limitCores, long phase, long now) {
        this.node = node;
        this.weight = weight;
        this.quotaNanos = limitCores * PERIOD_NANOS;
        this.phase = phase;
        this.last = now;
        node.add(this);
    }

    /** A thread wakes and wants CPU time. */
    void wake(Job job, double demandNanos, long now) {
        if (node.wakeNanos == 0) {
            add(job, demandNanos, now);
        } else {
            advance(now);
            waking++;
            node.agenda.set(new Waking(job, demandNanos), now + node.wakeNanos);
        }
    }

    /** On its way to a CPU. */
    private final class Waking extends Timer {
        private final Job job;
        private final double demandNanos;

        Waking(Job job, double demandNanos) {
            this.job = job;
            this.demandNanos = demandNanos;
        }

        @Override
        void fire(long now) {
            if (!closed) {
                advance(now);
                waking--;
                add(job, demandNanos, now);
            }
        }
    }

    /** A thread wants CPU time. */
    void add(Job job, double demandNanos, long now) {
        advance(now);
        job.doneAt = threadTime + demandNanos;
        push(job);
        node.changed(this, throttled ? 0 : 1, now);
    }

    /** Threads that run or want to. */
    int runnable() {
        return size + waking;
    }

    /** Of these, the ones that may run. */
    int eligible() {
        return throttled ? 0 : size;
    }

    /** Cores that it has just now. */
    double cores() {
        return eligible() * speed;
    }

    /** Gives up the pod's part of the node, with all that it still computes. */
    void close(long now) {
        advance(now);
        int leaving = eligible();
        throttled = false;
        closed = true;
        size = 0;
        waking = 0;
        Arrays.fill(jobs, null);
        node.changed(this, -leaving, now);
        node.agenda.cancel(this);
        node.remove(this);
    }

    /** Counts up to now. */
    void advance(long now) {
        long passed = now - last;
        if (passed <= 0) {
            return;
        }
        contentionNanos += (double) waking * passed;
        if (size > 0) {
            count(passed, now);
        }
        if (period(now) != period(last)) {
            used = throttled || size == 0 ? 0 : cores() * Math.floorMod(now - phase, PERIOD_NANOS);
        } else if (!throttled) {
            used += cores() * passed;
        }
        last = now;
    }

    private void count(long passed, long now) {
        if (throttled) {
            quotaWaitNanos += (double) size * passed;
        } else {
            double ran = size * speed * passed;
            threadTime += speed * passed;
            runNanos += ran;
            if (speed < 1) {
                contentionNanos += size * (1 - speed) * passed;
                double switches = ran / SLICE_NANOS;
                preemptions += switches;
                preemptionsByOthers += switches * node.othersRatio(this);
            }
        }
        if (quotaNanos > 0) {
            long to = period(now - 1);
            periods += to - Math.max(lastPeriod, period(last) - 1);
            lastPeriod = to;
        }
    }

    private long period(long time) {
        return (time - phase + 100 * PERIOD_NANOS) / PERIOD_NANOS;
    }

    private long nextPeriod(long now) {
        return (period(now) - 99) * PERIOD_NANOS + phase;
    }

    /** Each thread gets this part of a core from now on. */
    void runAt(double share, long now) {
        speed = share;
        if (throttled) {
            return; // its timer stands at the next period
        }
        if (size == 0) {
            node.agenda.cancel(this);
        } else {
            node.agenda.set(this, Math.min(nextDone(now), usedUpAt(now)));
        }
    }

    private long nextDone(long now) {
        double left = requireNonNull(jobs[0]).doneAt - threadTime;
        return speed <= 0 ? Long.MAX_VALUE : now + (long) Math.ceil(Math.max(0, left) / speed);
    }

    private long usedUpAt(long now) {
        double pace = cores();
        if (quotaNanos == 0 || pace <= 0) {
            return Long.MAX_VALUE;
        }
        long next = nextPeriod(now);
        double left = Math.max(0, quotaNanos - used) / pace;
        if (now + left < next) {
            return now + (long) Math.ceil(left);
        }
        return pace * PERIOD_NANOS <= quotaNanos + ROUNDING
                ? Long.MAX_VALUE
                : next + (long) Math.ceil(quotaNanos / pace);
    }

    @Override
    void fire(long now) {
        advance(now);
        if (throttled) {
            throttled = false;
            used = 0;
            node.changed(this, size, now);
        } else if (quotaNanos > 0 && used >= quotaNanos - ROUNDING) {
            throttled = true;
            throttledPeriods++;
            node.agenda.set(this, nextPeriod(now));
            node.changed(this, -size, now);
        }
        finish(now);
    }

    /** Ends what is done; each end may begin something new in this pod. */
    private void finish(long now) {
        while (size > 0 && requireNonNull(jobs[0]).doneAt <= threadTime + ROUNDING) {
            Job done = pop();
            bursts++;
            node.changed(this, throttled ? 0 : -1, now);
            done.served(now);
        }
        runAt(speed, now);
    }

    private void push(Job job) {
        if (size == jobs.length) {
            jobs = Arrays.copyOf(jobs, 2 * size);
        }
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            Job above = requireNonNull(jobs[parent]);
            if (above.doneAt <= job.doneAt) {
                break;
            }
            jobs[place] = above;
            place = parent;
        }
        jobs[place] = job;
    }

    private Job pop() {
        Job first = requireNonNull(jobs[0]);
        Job moved = requireNonNull(jobs[--size]);
        jobs[size] = null;
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && requireNonNull(jobs[child + 1]).doneAt < requireNonNull(jobs[child]).doneAt) {
                child++;
            }
            Job below = requireNonNull(jobs[child]);
            if (below.doneAt >= moved.doneAt) {
                break;
            }
            jobs[place] = below;
            place = child;
        }
        if (size > 0) {
            jobs[place] = moved;
        }
        return first;
    }
}
