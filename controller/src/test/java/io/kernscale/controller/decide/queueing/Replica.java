// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One replica: threads that share the cores of its node evenly, stopped for the rest of a 100 ms period once they have
 * used its bandwidth. Processor sharing in virtual time: a job of s seconds ends when the virtual clock, which runs at
 * cores / threads but at most 1, has advanced by s.
 */
final class Replica {

    private static final double PERIOD_SECONDS = 0.1;
    private static final int BACKLOG = 50;

    private final double nodeCores;
    private final double limitCores;
    private final PriorityQueue<Job> jobs = new PriorityQueue<>();
    private final Deque<double[]> backlog = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final WindowCounts counts = new WindowCounts();
    private double now;
    private double windowStart;
    private double virtual;
    private double budget;
    private double periodEnd;

    Replica(double now, double nodeCores, double limitCores, int poolThreads) {
        this.now = now;
        this.windowStart = now;
        this.nodeCores = nodeCores;
        this.limitCores = limitCores;
        this.budget = limitCores * PERIOD_SECONDS;
        this.periodEnd = (Math.floor(now / PERIOD_SECONDS + 1e-9) + 1) * PERIOD_SECONDS;
        for (int i = 0; i < poolThreads; i++) {
            idle.add(newWorker());
        }
    }

    /** A thread of its own for a connection. */
    Worker newWorker() {
        Worker worker = new Worker(now);
        workers.add(worker);
        return worker;
    }

    void close(Worker worker) {
        workers.remove(worker);
    }

    /** Hands a request to the pool; false when its queue is full as well. */
    boolean offer(double serviceSeconds, int client) {
        Worker worker = idle.poll();
        if (worker != null) {
            start(worker, serviceSeconds, client);
            return true;
        }
        return backlog.size() < BACKLOG && backlog.add(new double[] {serviceSeconds, client});
    }

    void start(Worker worker, double serviceSeconds, int client) {
        worker.wake(now, windowStart);
        jobs.add(new Job(virtual + serviceSeconds, worker, client));
    }

    /** When something happens next if nothing arrives: a job ends, the bandwidth is used up, or a period ends. */
    double nextEvent() {
        if (jobs.isEmpty()) {
            return Double.MAX_VALUE;
        }
        double end =
                throttled() ? Double.MAX_VALUE : now + Math.max(0, jobs.peek().finishVirtual() - virtual) / speed();
        double stop = throttled() ? Double.MAX_VALUE : now + budget / running();
        return Math.min(periodEnd, Math.min(end, stop));
    }

    /** Lets time pass, up to the next event at most. */
    void advance(double to) {
        double seconds = to - now;
        double running = throttled() ? 0 : running();
        counts.add(seconds, running, jobs.size() - running, throttled());
        virtual += running == 0 ? 0 : seconds * speed();
        budget = Math.max(0, budget - running * seconds);
        if (budget < 1e-9) {
            budget = 0;
        }
        now = to;
        while (now >= periodEnd - 1e-9) {
            counts.period(!jobs.isEmpty(), throttled());
            periodEnd += PERIOD_SECONDS;
            budget = limitCores * PERIOD_SECONDS;
        }
    }

    /** A job that has just ended, with its thread gone on to the next or to sleep; null when none has. */
    @org.jspecify.annotations.Nullable
    Job takeFinished(boolean pooled) {
        if (jobs.isEmpty() || jobs.peek().finishVirtual() > virtual + 1e-9) {
            return null;
        }
        Job done = jobs.poll();
        double[] next = backlog.poll();
        if (next != null) {
            jobs.add(new Job(virtual + next[0], done.worker(), (int) next[1]));
        } else {
            done.worker().block(now);
            counts.burst();
            if (pooled) {
                idle.add(done.worker());
            }
        }
        return done;
    }

    /** What the kernel counted since the call before. */
    WindowCounts takeWindow() {
        WindowCounts window = counts.take(workers, now, windowStart, jobs.size());
        windowStart = now;
        return window;
    }

    private boolean throttled() {
        return budget == 0;
    }

    private double running() {
        return Math.min(jobs.size(), nodeCores);
    }

    private double speed() {
        return running() / jobs.size();
    }
}
