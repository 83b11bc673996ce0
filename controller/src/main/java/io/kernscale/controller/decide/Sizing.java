// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Capacity;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.decide.Size.Basis;
import org.jspecify.annotations.Nullable;

/**
 * Derives the CPU demand of a workload, and the replicas for it.
 *
 * <p>Run + wait is no demand in cores: 200 threads of a pool that stand in the run queue may be there for 1.1 cores of
 * work. With r threads running, w waiting for a CPU and b pausing between bursts (all on average), x bursts a second and
 * n replicas of capacity c, the demand d is
 *
 * <dl>
 *   <dt>USED: {@code d = r}, while r &lt; 0.95 n c
 *   <dd>A server that is not used up serves what arrives. Exact for open arrivals. Smoothed, as nobody is in a hurry.
 *   <dt>ARRIVALS: {@code d = r * q / a}, when used up, with q requests a second that come and a that are answered
 *   <dd>Connections tell what stands in line before a pool without an idle thread, which the scheduler cannot. Counts
 *       where they differ by a tenth or more and by more than chance, and where more requests are in progress than there
 *       are threads; where threads read requests late, as many come as are answered, and nothing is told. Example: 10 cores answer 1,000 of 3,750: d = 37.5. It also tells a queue that
 *       is being cleared: 2,000 answered of 1,500 by 20 cores are d = 15. In the window in which clients come it is
 *       no rate, and CYCLE is taken.
 *   <dt>CYCLE: {@code d = r * (r + w + b) / (r + b)}, when used up and threads belong to clients
 *   <dd>A client's cycle is run + wait + pause; without the wait it would come round that much faster (operational
 *       law). Exact for closed arrivals: 40 clients with 10 ms of work and 90 ms of thought on 1 core show r = 1, b = 9,
 *       w = 30, so d = 1 * 40 / 10 = 4 cores; replicas = 4 / (1 * 0.8) = 5. That threads belong to clients shows in
 *       their pauses, while the workload is not used up: in receives, not on a pool's lock or in a poll loop; and the
 *       pauses must still be a tenth of the cycle, else the threads are a pool without an idle one. Until the cycles
 *       have settled after a step the clients' habits of before tell more: threads * D / (D + Z), with Z = b / x
 *       and D = r / x of before. Example: 40 * 10 / (10 + 90) = 4.
 *   <dt>GROWTH: {@code d = D * (x + g)}, when used up, with D = r / x of before
 *   <dd>Open arrivals beyond the capacity end as bursts, or make the runnable threads grow, by g a second. Exact until
 *       the pool has no idle thread, then too low. Counts in a second window of growth only: a batch is no rate.
 *       Example: 10 ms of work, 100 bursts and 300 more threads a second: d = 0.01 * 400 = 4.
 *   <dt>EXHAUSTED: {@code replicas = 1.2 * r / (c * 0.8)}, when used up
 *   <dd>With no idle thread left and none of the above, the queue is out of the scheduler's sight, and the demand can
 *       be anything from r up. For r alone, 1.25 n replicas would be right, so 1.5 n are at most 20 % over. Steps follow
 *       when the new replicas are ready and seen: for a load of 5 times what the replicas were sized for at most 4,
 *       since 1.5^4 &gt; 5 (from 1 replica 2: to 3, to 5).
 * </dl>
 *
 * <p>Used up, ARRIVALS is taken where connections tell and no clients have just come, then CYCLE with clients' threads, else the larger of GROWTH and EXHAUSTED. Scheduler data cannot
 * tell a client's connection from a worker that blocks in {@code accept}, nor, near the limit, open from closed arrivals;
 * that is why CYCLE asks for used-up replicas with pauses left. The share of capacity kept free is the target saturation,
 * by default 0.2, and by and by what {@link Crowding} makes of it.
 */
final class Sizing {

    /** Replicas that use this part of their capacity are used up; bandwidth slices expire unused now and then. */
    static final double USED_UP_RATIO = 0.95;

    private static final double NEARLY_USED_UP_RATIO = 0.88;
    private static final double THROTTLED_RATIO = 0.8;

    private static final double CHANCE = 0.001;

    /** Overshoot that is fine, as a factor. */
    static final double OVERSHOOT = 1.2;

    /** A tenth of a replica is rounding noise: 5.1 is 5. */
    static final double ROUNDING_REPLICAS = 0.1;

    private static final double MORE_CLIENTS_RATIO = 1.2;
    private static final double SAME_HABITS_RATIO = 0.75;
    private static final double LEAST_PAUSE_RATIO = 0.1;
    private static final double BOUND_RATIO = 0.5;
    private static final double ARRIVAL_RATIO = 1.1;
    private static final double LEAST_ANSWERS = 20;

    private final Capacity capacity;
    private final double replicaCores;

    /** @param usableRatio the part of a replica's capacity that may be used */
    Sizing(Capacity capacity, double usableRatio) {
        this.capacity = capacity;
        this.replicaCores = capacity.cores() * usableRatio;
    }

    /** The size for the levels of the threads, with the window that they are from. */
    Size size(Levels steady, Observation observation, History history, double meanRunCores) {
        Baseline baseline = history.baseline();
        CpuRates cpu = observation.cpu();
        double runCores = Math.max(cpu.runCores(), Math.min(steady.running(), capacity.cores() * steady.pods()));
        if (!usedUp(steady, cpu, history) || falls(cpu)) {
            return sized(Math.min(runCores, meanRunCores), Basis.USED);
        }
        boolean come = clientsCome(cpu, history);
        boolean clients = baseline != null && baseline.boundThreads() && pausesAreClients(steady, cpu);
        Double arriving = clients && come ? null : arrivalsCores(observation, runCores, come);
        if (arriving != null) {
            return sized(arriving, Basis.ARRIVALS);
        }
        if (baseline != null && clients) {
            return sized(closedCores(Levels.of(observation), cpu, baseline), Basis.CYCLE);
        }
        Size exhausted = exhausted(sized(runCores, Basis.USED));
        Size growth = sized(growthCores(observation, history), Basis.GROWTH);
        return growth.replicas() > exhausted.replicas() ? growth : exhausted;
    }

    /**
     * Whether the replicas run all that they can: at a limit, in nearly every bandwidth period, or without a wait; or
     * nearly all of it, with a growing queue that only a lack of CPU explains. What they achieve beside neighbours is always used
     * up, so there it tells nothing of what is hidden.
     */
    boolean usedUp(Levels steady, CpuRates cpu, History history) {
        boolean known = capacity.basis() == Capacity.Basis.LIMIT || capacity.basis() == Capacity.Basis.NODE;
        boolean stopped = cpu.throttledRatio() >= THROTTLED_RATIO || cpu.waitQuotaCores() <= cpu.waitContentionCores();
        boolean full = steady.running() >= USED_UP_RATIO * capacity.cores() * steady.pods();
        boolean overrun = nearlyUsedUp(steady) && grows(cpu) && queueBeyondChance(steady, cpu, history);
        return known && (full && stopped || overrun);
    }

    /**
     * Whether so long a queue cannot have come by chance under the usage of before. Processor sharing at load ρ has k
     * or more threads with probability ρ^k, whatever the sizes of the requests. Example: 0.65^17 = 0.0007, below 0.001.
     */
    private boolean queueBeyondChance(Levels steady, CpuRates cpu, History history) {
        double load = history.meanRunCores() / (capacity.cores() * steady.pods());
        double queued = Math.min(steady.runnable(), cpu.runnableThreads()) / steady.pods();
        return load > 0 && Math.pow(Math.min(load, 1), queued) < CHANCE;
    }

    /** Whether a step of the load may have used up the replicas within that window. */
    boolean nearlyUsedUp(Levels levels) {
        return levels.running() >= NEARLY_USED_UP_RATIO * capacity.cores() * levels.pods();
    }

    /**
     * Whether the replicas cannot have been used up by chance: from the usage of before to the capacity it is 4 standard
     * deviations of what arrives in a window, for requests of rather uneven size (squared coefficient of variation 5).
     * More clients than before are no chance either, nor is a long queue.
     */
    boolean beyondChance(Levels steady, Observation observation, History history) {
        Baseline baseline = history.baseline();
        double windowSeconds = observation.window().toMillis() / 1e3;
        if (baseline == null || windowSeconds <= 0) {
            return false;
        }
        if (baseline.boundThreads() && moreClients(observation.cpu(), baseline)
                || queueBeyondChance(steady, observation.cpu(), history)) {
            return true;
        }
        double variance = 6 * history.meanRunCores() * baseline.cpuSecondsPerBurst() / windowSeconds;
        double capacityCores = capacity.cores() * observation.observedPods();
        return capacityCores - history.meanRunCores() >= 4 * Math.sqrt(variance);
    }

    /**
     * Whether clients came in this window, or in the one that was awaited before it. All of them ask at once then: what comes
     * holds the first request of each, and in the next window, since who is answered first pauses first, fewer come than are
     * answered. Example: 36 more clients of a replica that answers 35 in a window look like twice what it can answer,
     * whatever they want.
     */
    boolean clientsCome(CpuRates cpu, History history) {
        Baseline baseline = history.baseline();
        Levels before = history.levels();
        boolean since = history.onsetAwaited() || before != null && !nearlyUsedUp(before);
        return since && baseline != null && baseline.boundThreads() && moreClients(cpu, baseline);
    }

    private static boolean moreClients(CpuRates cpu, Baseline baseline) {
        return cpu.threads() - baseline.otherThreads() > MORE_CLIENTS_RATIO * baseline.workingThreads();
    }

    private Size sized(double demandCores, Basis basis) {
        double exact = demandCores / replicaCores;
        return new Size(roundUp(exact), demandCores, exact, basis);
    }

    /** The next whole number, but for rounding noise; at least 1. */
    static int roundUp(double replicas) {
        return (int) Math.max(1, Math.ceil(replicas - ROUNDING_REPLICAS)); // a cast saturates at huge values
    }

    static double cycleCores(Levels levels) {
        return levels.running() * levels.threads() / (levels.running() + levels.pausing());
    }

    /** Their number and habits tell what clients want before their cycles have settled, unless the habits changed. */
    private static double closedCores(Levels levels, CpuRates cpu, Baseline baseline) {
        double byCycle = cycleCores(levels);
        double byClients = clientCores(cpu, baseline);
        return moreClients(cpu, baseline) || byClients >= SAME_HABITS_RATIO * byCycle ? byClients : byCycle;
    }

    private static double clientCores(CpuRates cpu, Baseline baseline) {
        double cycleSeconds = baseline.cpuSecondsPerBurst() + baseline.pauseSecondsPerBurst();
        return (cpu.threads() - baseline.otherThreads()) * baseline.cpuSecondsPerBurst() / cycleSeconds;
    }

    /**
     * Runnable threads become fewer, and at this pace none is left at the end of the next window: the replicas are used
     * up by a queue that they are about to clear. Of 40 that become 18 none is; 40 that become 28 are a queue that settles.
     */
    private static boolean falls(CpuRates cpu) {
        int before = cpu.runnableThreadsBefore();
        int now = cpu.runnableThreads();
        return now < before - 1 - 2 * Math.sqrt(before) && now <= before - now;
    }

    /** Runnable threads become more, beyond the noise of random arrivals. */
    static boolean grows(CpuRates cpu) {
        double rise = cpu.runnableThreads() - cpu.runnableThreadsBefore();
        return rise > 2 + 3 * Math.sqrt(cpu.runnableThreads());
    }

    /** Whether the threads had begun to become more in the window before: a part of the rise of now lay before it. */
    static boolean grewBefore(CpuRates cpu, Levels before) {
        double rise = cpu.runnableThreads() - cpu.runnableThreadsBefore();
        double riseBefore = cpu.runnableThreadsBefore() - before.runnable();
        return riseBefore > 2 + 0.3 * before.runnable() && riseBefore > 0.15 * rise;
    }

    private static boolean pausesAreClients(Levels steady, CpuRates cpu) {
        return steady.pausing() >= LEAST_PAUSE_RATIO * steady.threads()
                && Levels.boundPauses(cpu, steady.pods()) >= BOUND_RATIO * cpu.cycleBlockedThreads();
    }

    /** A fifth over what the use alone would take. */
    private static Size exhausted(Size used) {
        int replicas = roundUp(used.exactReplicas() * OVERSHOOT);
        return new Size(replicas, used.demandCores(), used.exactReplicas() * OVERSHOOT, Basis.EXHAUSTED);
    }

    /**
     * r * q / a; null where connections do not tell. Two standard deviations of the arrivals are taken off a surplus,
     * because a random one is no load.
     *
     * @param come whether clients came, so that fewer arrivals than answers tell nothing
     */
    private static @Nullable Double arrivalsCores(Observation observation, double runCores, boolean come) {
        Traffic traffic = observation.traffic();
        double windowSeconds = observation.window().toMillis() / 1e3;
        if (traffic == null || windowSeconds <= 0) {
            return null;
        }
        double arrived = traffic.inbound().requestsPerSecond() * windowSeconds;
        double answered = traffic.inbound().answersPerSecond() * windowSeconds;
        double surely = arrived - 2 * Math.sqrt(arrived);
        if (answered < LEAST_ANSWERS) {
            return null;
        }
        if (surely > ARRIVAL_RATIO * answered) {
            return runCores * surely / answered;
        }
        boolean inSight = traffic.inbound().outstanding()
                > ARRIVAL_RATIO * observation.cpu().threads();
        boolean cleared = !come && answered > ARRIVAL_RATIO * arrived;
        return inSight || cleared ? (Double) (runCores * arrived / answered) : null;
    }

    /**
     * D * (x + g): what ended and what is left over has arrived. One standard deviation of the arrivals is taken off,
     * because a random surplus is no load.
     */
    private static double growthCores(Observation observation, History history) {
        CpuRates cpu = observation.cpu();
        Baseline baseline = history.baseline();
        Levels before = history.levels();
        double windowSeconds = observation.window().toMillis() / 1e3;
        if (baseline == null || before == null || windowSeconds <= 0 || !grows(cpu) || !grewBefore(cpu, before)) {
            return 0;
        }
        double rise = cpu.runnableThreads() - cpu.runnableThreadsBefore();
        double arrived = cpu.burstsPerSecond() * windowSeconds + rise;
        return baseline.cpuSecondsPerBurst() * (arrived - Math.sqrt(arrived)) / windowSeconds;
    }
}
