// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agents saw of one workload over one window.
 *
 * @param workload     whose
 * @param observedAt   arrival at the controller minus the age that the agent reported, of the oldest report used;
 *                     controller clock
 * @param window       time between the two collections that were subtracted, of the shortest pod window used
 * @param readyPods    pods of the workload that are ready, as the API server says
 * @param observedPods of these, the ones with fresh rates
 * @param evidence     the weakest thing that the rates rest on
 * @param cpu          summed over the observed pods
 * @param disks        by node and device, busiest first
 * @param traffic      what its TCP sockets did; null when an agent of one of the observed pods does not count it
 * @param hot          hottest places, {@code mapping+offset}, hottest first; empty when not saturated
 * @param neighbours   who else uses CPU on its nodes, at most three, the one with the most first
 */
public record Observation(
        WorkloadKey workload,
        Instant observedAt,
        Duration window,
        int readyPods,
        int observedPods,
        Evidence evidence,
        CpuRates cpu,
        List<DiskRates> disks,
        @Nullable Traffic traffic,
        List<String> hot,
        List<String> neighbours) {

    /** How much the numbers can tell. */
    public enum Evidence {
        /** Counted by probes. */
        KERNEL,
        /** From {@code cpu.stat}, {@code io.stat} and PSI: no causes of blocking. */
        FILES
    }

    /** Of a workload that no agent has fresh rates of. */
    public static Observation none(WorkloadKey workload, Instant now, int readyPods) {
        return new Observation(
                workload,
                now,
                Duration.ZERO,
                readyPods,
                0,
                Evidence.FILES,
                CpuRates.NONE,
                List.of(),
                null,
                List.of(),
                List.of());
    }

    /** The same without what no decision looks at: which disks, which peers, which places, which neighbours. */
    public Observation withoutDetails() {
        return new Observation(
                workload,
                observedAt,
                window,
                readyPods,
                observedPods,
                evidence,
                cpu,
                List.of(),
                traffic == null ? null : traffic.inOne(),
                List.of(),
                List.of());
    }

    public Observation {
        requireNonNull(workload, "workload");
        requireNonNull(observedAt, "observedAt");
        requireNonNull(window, "window");
        if (observedPods < 0 || readyPods < 0) {
            throw new IllegalArgumentException(
                    "pods must be 0 or more, were: ready " + readyPods + ", observed " + observedPods);
        }
        requireNonNull(evidence, "evidence");
        requireNonNull(cpu, "cpu");
        disks = List.copyOf(disks);
        hot = List.copyOf(hot);
        neighbours = List.copyOf(neighbours);
    }
}
