// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Horizontal Pod Autoscaler's rules ask of a pod, whether it counts or not.
 *
 * @param name                  the pod's name
 * @param phase                 as in {@code status.phase}
 * @param leaving               whether it is being deleted
 * @param startTime             {@code status.startTime}; null until the kubelet has seen it
 * @param ready                 its Ready condition; null while there is none
 * @param containers            regular ones and sidecars
 * @param podCpuRequestMilli    {@code spec.resources.requests.cpu} of the pod itself; null where it has none
 * @param podMemoryRequestBytes the same for memory
 */
public record PodFacts(
        String name,
        Phase phase,
        boolean leaving,
        @Nullable Instant startTime,
        @Nullable ReadyCondition ready,
        List<ContainerFacts> containers,
        @Nullable Long podCpuRequestMilli,
        @Nullable Long podMemoryRequestBytes) {

    /** How far a pod has come. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    /**
     * The Ready condition.
     *
     * @param status as it stands
     * @param since  its last transition
     */
    public record ReadyCondition(Status status, Instant since) {

        /** How a condition stands; the node controller makes it unknown when a node is silent. */
        public enum Status {
            TRUE,
            FALSE,
            UNKNOWN
        }

        public ReadyCondition {
            requireNonNull(status, "status");
            requireNonNull(since, "since");
        }
    }

    public PodFacts {
        requireNonNull(name, "name");
        requireNonNull(phase, "phase");
        containers = List.copyOf(containers);
    }

    /**
     * How long it took from its begin until it was ready; empty while it is not. A pod that was unready for a while counts
     * as slow: nobody knows better.
     */
    public Optional<Duration> start() {
        return startTime == null || ready == null || ready.status() != ReadyCondition.Status.TRUE
                ? Optional.empty()
                : Optional.of(Duration.between(startTime, ready.since()));
    }

    /** Of a pod that runs in a single container and has been ready since its start, or never. */
    static PodFacts running(String name, @Nullable Instant readyAt, @Nullable Double requestCores) {
        Long request = requestCores == null ? null : Math.round(requestCores * 1_000);
        return new PodFacts(
                name,
                Phase.RUNNING,
                false,
                readyAt,
                readyAt == null ? null : new ReadyCondition(ReadyCondition.Status.TRUE, readyAt),
                List.of(new ContainerFacts("main", null, false, request, null)),
                null,
                null);
    }

    /** Whether it runs and is ready. */
    public boolean isReady() {
        return phase == Phase.RUNNING && ready != null && ready.status() == ReadyCondition.Status.TRUE;
    }
}
