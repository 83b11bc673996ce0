// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.ThreadTimes.Cause;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** A replica: it starts, is ready, serves requests with its threads, leaves, and is gone when its last one is answered. */
public final class Pod {

    /** How far a pod has come. */
    public enum Phase {
        PENDING,
        STARTING,
        READY,
        LEAVING,
        GONE
    }

    private static final int START_THREADS = 2;

    final Workload workload;
    final Node node;
    final PodCpu cpu;
    final DiskUse disk = new DiskUse();
    final ThreadTimes times;
    private final int id;
    private final String address;
    private final PodSpec spec;
    private final Deque<Request> queue = new ArrayDeque<>();
    private final Map<String, Edge> asks = new LinkedHashMap<>();
    private final Map<String, Edge> serves = new LinkedHashMap<>();
    private final long createdAt;
    private Phase phase = Phase.PENDING;
    private int busy;
    private boolean serving;
    private int starting;
    private int spinning;
    private long startedAt;
    private long readyAt;
    private double coldNanos;
    private int present;
    private double presentNanos;
    private long presentAt;

    Pod(int id, Workload workload, Node node, long now) {
        this.id = id;
        this.workload = workload;
        this.node = node;
        this.spec = workload.spec.pod();
        this.address = "10.%d.%d.%d".formatted(64 + (id >> 16), (id >> 8) & 255, id & 255);
        long phaseNanos = workload.random.nextLong(PodCpu.PERIOD_NANOS);
        this.cpu = new PodCpu(node.cpu, spec.requestCores(), spec.limitCores(), phaseNanos, now);
        this.times = new ThreadTimes(spec.threads(), now);
        this.createdAt = now;
        node.reserve(spec.requestCores());
    }

    /** Its container runs. */
    void start(long now) {
        if (phase != Phase.PENDING) {
            return;
        }
        phase = Phase.STARTING;
        startedAt = now;
        starting = START_THREADS;
        for (int i = 0; i < START_THREADS; i++) {
            cpu.add(new Start(), spec.startUp().cpuSeconds() * 1e9 / START_THREADS, now);
        }
    }

    /** Ready from the begin of the simulation, and warm. */
    void startWarm(long now) {
        phase = Phase.READY;
        startedAt = now;
        readyAt = now;
        coldNanos = 0;
    }

    /** The last thread to initialize makes it ready. */
    private final class Start extends Job {
        @Override
        void served(long now) {
            if (--starting == 0 && phase == Phase.STARTING) {
                phase = Phase.READY;
                readyAt = now;
                coldNanos = cpu.runNanos + spec.startUp().warmUpCpuSeconds() * 1e9;
                workload.becameReady(Pod.this, now);
            }
        }

        @Override
        void fire(long now) {}
    }

    /** Threads that compute without end, from now on. */
    void spin(int threads, long now) {
        spinning = threads;
        for (int i = 0; i < threads; i++) {
            cpu.add(new Spinner(), Spinner.BURST_NANOS, now);
        }
    }

    private final class Spinner extends Job {
        static final double BURST_NANOS = 2e7;

        @Override
        void served(long now) {
            cpu.add(this, BURST_NANOS, now);
        }

        @Override
        void fire(long now) {}
    }

    /** What a request costs by the state of the program: 1 once it is warm. */
    double cost() {
        StartUp start = spec.startUp();
        double cold = coldNanos - cpu.runNanos;
        return cold <= 0 ? 1 : 1 + start.warmUpRatio() * cold / (start.warmUpCpuSeconds() * 1e9);
    }

    boolean readsAtOnce() {
        return spec.style() == Style.POOL;
    }

    Agenda agenda() {
        return node.cpu.agenda;
    }

    void serve(Request request, long now) {
        count(1, now);
        queue.add(request);
        next(now);
    }

    private void count(int arrived, long now) {
        presentNanos += (double) present * (now - presentAt);
        presentAt = now;
        present += arrived;
    }

    void done(long now) {
        count(-1, now);
        busy--;
        times.block(Cause.IDLE, now);
        next(now);
    }

    /** Threads take requests; one that ends at once within a start leaves the next to the loop, not to the stack. */
    private void next(long now) {
        if (serving) {
            return;
        }
        serving = true;
        while (busy < spec.threads() && !queue.isEmpty()) {
            busy++;
            times.wake(Cause.IDLE, now);
            queue.remove().start(now);
        }
        serving = false;
        if (phase == Phase.LEAVING && busy == 0 && queue.isEmpty()) {
            end(now);
        }
    }

    void leave(long now) {
        boolean serves = phase == Phase.READY && (busy > 0 || !queue.isEmpty());
        phase = Phase.LEAVING;
        if (!serves) {
            end(now);
        }
    }

    private void end(long now) {
        phase = Phase.GONE;
        cpu.close(now);
        node.reserve(-spec.requestCores());
        workload.ended(this, now);
    }

    Edge edgeTo(String peer) {
        Edge edge = asks.get(peer);
        if (edge == null) {
            edge = new Edge();
            edge.turn = id;
            asks.put(peer, edge);
        }
        return edge;
    }

    Edge edgeOf(String client) {
        return serves.computeIfAbsent(client, key -> new Edge());
    }

    void forgetClient(String client) {
        serves.remove(client);
    }

    /** Brings all counters up to now. */
    public void count(long now) {
        cpu.advance(now);
        count(0, now);
        disk.count(now);
        times.count(now);
        asks.values().forEach(edge -> edge.count(now));
        serves.values().forEach(edge -> edge.count(now));
    }

    public String name() {
        return workload.spec.name() + "-" + id;
    }

    public String uid() {
        return "uid-" + id;
    }

    public String address() {
        return address;
    }

    public Workload workload() {
        return workload;
    }

    public Node node() {
        return node;
    }

    public Phase phase() {
        return phase;
    }

    public boolean ready() {
        return phase == Phase.READY;
    }

    /** When it was asked for, in nanoseconds. */
    public long createdAt() {
        return createdAt;
    }

    /** When its container began to run; means nothing before. */
    public long startedAt() {
        return startedAt;
    }

    /** When it became ready; means nothing before. */
    public long readyAt() {
        return readyAt;
    }

    /** Living threads: those that serve, or compute without end, or initialize. */
    public int threads() {
        return spec.threads() + spinning + starting;
    }

    /** Threads that run or want to. */
    public int runnable() {
        return cpu.runnable();
    }

    /** Request-nanoseconds of all requests here, those in its queue included. */
    public double presentNanos() {
        return presentNanos;
    }

    /** Where its serving threads are when they are not runnable. */
    public ThreadTimes times() {
        return times;
    }

    public DiskUse disk() {
        return disk;
    }

    /** By the name of the service, or of somebody outside, that it asks. */
    public Map<String, Edge> asks() {
        return Collections.unmodifiableMap(asks);
    }

    /** By the address of the client. */
    public Map<String, Edge> serves() {
        return Collections.unmodifiableMap(serves);
    }

    /** What its threads did on the CPU, as of the last {@link #count}. */
    public CpuTimes cpu() {
        return new CpuTimes(
                cpu.runNanos,
                cpu.contentionNanos,
                cpu.quotaWaitNanos,
                cpu.preemptions,
                cpu.preemptionsByOthers,
                cpu.periods,
                cpu.throttledPeriods,
                cpu.bursts);
    }

    /**
     * Counters of a pod's threads, cumulative.
     *
     * @param runNanos            thread-nanoseconds on a CPU
     * @param contentionNanos     runnable while others had it
     * @param quotaWaitNanos      runnable while the limit was used up
     * @param preemptions         switches of threads that would have run on
     * @param preemptionsByOthers of these, by other pods
     * @param periods             bandwidth periods in which something was runnable
     * @param throttledPeriods    of these, those in which it was stopped
     * @param bursts              bursts of work that ended
     */
    public record CpuTimes(
            double runNanos,
            double contentionNanos,
            double quotaWaitNanos,
            double preemptions,
            double preemptionsByOthers,
            long periods,
            long throttledPeriods,
            long bursts) {}
}
