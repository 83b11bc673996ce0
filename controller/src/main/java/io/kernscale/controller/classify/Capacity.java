// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time that one replica can get.
 *
 * <p>A CPU limit says it, as long as the node has that much. Without one it is the pod's part of the nodes that it runs
 * on: two replicas on one node of 4 cores have 2 each. Where other pods hold those cores it is the replicas' request,
 * which the scheduler's weights will give them once they use it, or what they get just now if that is more.
 *
 * @param cores above 0
 * @param basis what it rests on
 */
public record Capacity(double cores, Basis basis) {

    /** What a capacity rests on. */
    public enum Basis {
        LIMIT,
        NODE,
        ACHIEVED,
        REQUEST,
        /** Neither limit nor request nor wait: one core, for want of anything better. */
        ASSUMED
    }

    /** Usage counts as arrived at a limit from this share on; bandwidth slices expire unused now and then. */
    static final double FULL_RATIO = 0.95;

    private static final double LEAST_CORES = 0.001;

    public Capacity {
        requireNonNull(basis, "basis");
        cores = Math.max(cores, LEAST_CORES);
    }

    /** The capacity that the observed pods show. At least one pod must be observed. */
    public static Capacity of(Observation observation, WorkloadState state, double targetSaturation) {
        CpuRates cpu = observation.cpu();
        int pods = observation.observedPods();
        boolean contended = cpu.waitContentionCores() > cpu.waitQuotaCores() && cpu.saturation() > targetSaturation;
        if (contended && Neighbours.takeCpu(cpu)) {
            return besideNeighbours(cpu, pods, state.requestCores());
        }
        boolean nodesFull = cpu.runCores() >= FULL_RATIO * cpu.nodeCores();
        if ((contended || nodesFull) && cpu.nodeCores() > 0) {
            return ofNodes(cpu.nodeCores() / pods, state.limitCores());
        }
        if (state.limitCores() != null) {
            return new Capacity(state.limitCores(), Basis.LIMIT);
        }
        if (contended || cpu.waitQuotaCores() > 0) {
            return new Capacity(cpu.runCores() / pods, Basis.ACHIEVED);
        }
        return unlimited(cpu, state.requestCores());
    }

    private static Capacity besideNeighbours(CpuRates cpu, int pods, @Nullable Double requestCores) {
        return requestCores != null && requestCores >= cpu.runCores() / pods
                ? new Capacity(requestCores, Basis.REQUEST)
                : new Capacity(cpu.runCores() / pods, Basis.ACHIEVED);
    }

    private static Capacity ofNodes(double shareCores, @Nullable Double limitCores) {
        return limitCores != null && limitCores <= shareCores
                ? new Capacity(limitCores, Basis.LIMIT)
                : new Capacity(shareCores, Basis.NODE);
    }

    private static Capacity unlimited(CpuRates cpu, @Nullable Double requestCores) {
        return requestCores != null
                ? new Capacity(requestCores, Basis.REQUEST)
                : new Capacity(cpu.nodeCores() > 0 ? Math.min(1, cpu.nodeCores()) : 1, Basis.ASSUMED);
    }
}
