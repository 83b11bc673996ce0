// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.DiskRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds observations: one pod, quiet, seen by probes, unless told otherwise. */
public final class AnObservation {

    public static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");
    public static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private int ready = 1;
    private int observed = 1;
    private Instant at = AT;
    private Evidence evidence = Evidence.KERNEL;
    private double run;
    private double waitContention;
    private double waitQuota;
    private double cycle;
    private BlockedRates blocked = BlockedRates.NONE;
    private double bursts;
    private double byOther;
    private double throttled;
    private double nodeCores;
    private int threads;
    private int runnable;
    private int runnableBefore;
    private final List<DiskRates> disks = new ArrayList<>();
    private @Nullable Traffic traffic;
    private List<String> neighbours = List.of();

    public static AnObservation anObservation() {
        return new AnObservation();
    }

    public AnObservation withPods(int ready, int observed) {
        this.ready = ready;
        this.observed = observed;
        return this;
    }

    public AnObservation withNeighbours(String... neighbours) {
        this.neighbours = List.of(neighbours);
        return this;
    }

    public AnObservation withTraffic(Traffic traffic) {
        this.traffic = traffic;
        return this;
    }

    public AnObservation at(Instant at) {
        this.at = at;
        return this;
    }

    public AnObservation fromFiles() {
        this.evidence = Evidence.FILES;
        return this;
    }

    /** Cores, and the waits for them. All bandwidth periods are throttled if there is a wait for quota. */
    public AnObservation running(double run, double waitContention, double waitQuota) {
        this.run = run;
        this.waitContention = waitContention;
        this.waitQuota = waitQuota;
        this.throttled = waitQuota > 0 ? 1 : 0;
        return this;
    }

    /** Part of its bandwidth periods, 0 to 1. */
    public AnObservation stoppedIn(double throttledRatio) {
        this.throttled = throttledRatio;
        return this;
    }

    public AnObservation runnable(int before, int end, int threads) {
        this.runnableBefore = before;
        this.runnable = end;
        this.threads = threads;
        return this;
    }

    public AnObservation cycling(double threads, double burstsPerSecond) {
        this.cycle = threads;
        this.bursts = burstsPerSecond;
        return this;
    }

    public AnObservation blocked(double disk, double lock, double network, double poll, double sleep) {
        this.blocked = new BlockedRates(disk, lock, network, poll, sleep, 0);
        return this;
    }

    public AnObservation withNodes(double cores, double preemptedByOtherRatio) {
        this.nodeCores = cores;
        this.byOther = preemptedByOtherRatio;
        return this;
    }

    public AnObservation withDisk(double requestsPerSecond, double queued, double inDevice, String... sharers) {
        disks.add(new DiskRates("node-1", "vda", requestsPerSecond, 1e6, queued, inDevice, List.of(sharers)));
        return this;
    }

    public Observation build() {
        CpuRates cpu = new CpuRates(
                run,
                waitContention,
                waitQuota,
                cycle,
                blocked,
                bursts,
                byOther,
                throttled,
                runnable,
                runnableBefore,
                threads,
                nodeCores);
        return new Observation(
                CART, at, Duration.ofSeconds(2), ready, observed, evidence, cpu, disks, traffic, List.of(), neighbours);
    }
}
