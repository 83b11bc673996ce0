// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.graph.Style;
import io.kernscale.simulator.queueing.Flow;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.report.CpuLevel.DiskLevel;

/** Tells what the threads of one pod do in a steady state. */
final class CpuLevels {

    /** Between two reports. */
    private static final double WINDOW_SECONDS = 2;

    private static final int LOOP_THREADS = 2;
    private static final int PARKED_THREADS = 4;
    private static final int SLEEPING_THREADS = 1;
    private static final double CONTENTION_RATIO = 0.015;
    private static final double PREEMPTIONS_PER_CORE = 20;
    private static final double DISTURBED_RATIO = 0.85;
    private static final double CALM_RATIO = 0.2;
    private static final double CLIENT_CPU_SECONDS = 0.0002;

    private CpuLevels() {}

    /** Of one replica of a service. */
    static CpuLevel of(Service service, Solution solution) {
        Flow flow = solution.flow(service.name());
        double rate = flow.requestsPerSecond() / service.replicas();
        return service.style() == Style.EVENT_LOOP ? eventLoop(service, flow, rate) : threads(service, flow, rate);
    }

    private static CpuLevel eventLoop(Service service, Flow flow, double rate) {
        int threads = Math.max(LOOP_THREADS, (int) Math.ceil(service.limitCores()));
        double run = Math.min(threads, rate * flow.runSeconds());
        double quota = Math.min(rate * flow.quotaSeconds(), threads - run); // the rest queues within the loop
        double stall = Math.min(rate * flow.stallSeconds(), threads - run - quota);
        double poll = threads - run - quota - stall;
        return new CpuLevel(
                run,
                stall + CONTENTION_RATIO * run,
                quota,
                0,
                0,
                0,
                poll,
                SLEEPING_THREADS,
                poll,
                rate * bursts(service, flow),
                preemptions(run, stall, rate),
                stall > 0 ? DISTURBED_RATIO : CALM_RATIO,
                threads + SLEEPING_THREADS,
                service.limitCores(),
                service.limitCores(),
                throttled(flow, rate),
                DiskLevel.NONE);
    }

    private static CpuLevel threads(Service service, Flow flow, double rate) {
        boolean polls = service.style() == Style.POOL || service.client() == Service.Client.FUTURE;
        double busy = Math.min(service.concurrency(), rate * flow.holdSeconds());
        double idle = service.concurrency() - busy;
        double calling = rate * flow.callSeconds();
        double disk = rate * flow.diskSeconds();
        double lock = rate * flow.lockSeconds();
        double sleep = rate * flow.sleepSeconds();
        double idleLock = service.style() == Style.POOL ? idle : 0;
        double callLock = service.client() == Service.Client.FUTURE ? calling : 0;
        double poll = polls ? 1 : 0;
        double cycle = waking(disk, flow.diskSeconds())
                + waking(lock, flow.lockSeconds())
                + sleep
                + waking(calling, flow.callSeconds())
                + idle * Math.min(1, rate * WINDOW_SECONDS / service.concurrency())
                + poll;
        double run = rate * flow.runSeconds();
        double stall = rate * flow.stallSeconds();
        return new CpuLevel(
                run,
                stall + CONTENTION_RATIO * run,
                rate * flow.quotaSeconds(),
                disk,
                lock + idleLock + callLock + PARKED_THREADS,
                calling - callLock + idle - idleLock,
                poll,
                sleep + SLEEPING_THREADS,
                cycle,
                rate * bursts(service, flow),
                preemptions(run, stall, rate),
                stall > 0 ? DISTURBED_RATIO : CALM_RATIO,
                service.concurrency() + PARKED_THREADS + SLEEPING_THREADS + (polls ? 1 : 0),
                service.limitCores(),
                service.limitCores(),
                throttled(flow, rate),
                disk(flow, rate));
    }

    /** Threads that are blocked for longer than a window wake in few of them. */
    private static double waking(double threads, double blockedSeconds) {
        return threads * Math.min(1, WINDOW_SECONDS / Math.max(blockedSeconds, 1e-9));
    }

    private static double bursts(Service service, Flow flow) {
        double calls = service.calls().stream().mapToDouble(Call::perRequest).sum();
        return 1 + calls + (flow.diskSeconds() > 0 ? 1 : 0) + flow.use().lock();
    }

    private static double preemptions(double run, double stall, double rate) {
        return PREEMPTIONS_PER_CORE * run + (stall > 0 ? 2 * rate : 0);
    }

    /** Of the periods that have anything to run in them. */
    private static double throttled(Flow flow, double rate) {
        double waiting = rate * flow.quotaSeconds();
        return waiting / (waiting + 0.2);
    }

    private static DiskLevel disk(Flow flow, double rate) {
        double inDevice = flow.use().disk();
        return new DiskLevel(
                flow.diskSeconds() > 0 ? rate : 0, inDevice, Math.max(0, rate * flow.diskSeconds() - inDevice));
    }

    /** Of one of the pods that a load's clients are in: they ask, or think. */
    static CpuLevel of(Load load, int pods, Solution solution) {
        double rate = solution.requestsPerSecond().getOrDefault(load.name(), 0.0) / pods;
        int threads = load.clients() / pods;
        double run = rate * CLIENT_CPU_SECONDS;
        double asking = Math.min(threads - run, rate * solution.entrySeconds(load.entry()));
        double thinking = Math.max(0, threads - run - asking);
        return new CpuLevel(
                run,
                CONTENTION_RATIO * run,
                0,
                0,
                0,
                asking,
                0,
                thinking,
                asking + thinking,
                2 * rate,
                PREEMPTIONS_PER_CORE * run,
                CALM_RATIO,
                threads,
                0,
                threads,
                0,
                DiskLevel.NONE);
    }

    /** Of the pod that leaves its neighbours little: it wants twice the node's CPUs. */
    static CpuLevel batch(int cpus, double othersRun) {
        double run = Math.max(0, cpus - othersRun);
        return new CpuLevel(
                run,
                cpus,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                cpus,
                PREEMPTIONS_PER_CORE * run,
                CALM_RATIO,
                2 * cpus,
                0,
                run,
                0,
                DiskLevel.NONE);
    }
}
