// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.Workload;
import io.kernscale.simulator.physics.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The simulated cluster as its API server tells it, and the scales that were written to it. Not thread-safe. */
public final class ApiServer {

    /** When the simulation begins. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Pods of the begin have been there for so long. */
    private static final Duration BEFORE = Duration.ofHours(1);

    /** From a scale's write until the ReplicaSet's controller has made pods of it. */
    private static final long WRITE_NANOS = 200_000_000;

    private final World world;
    private final Map<String, Integer> replicas = new LinkedHashMap<>();
    private final List<Write> writes = new ArrayList<>();

    /**
     * A scale that was written.
     *
     * @param at       nanoseconds since the begin
     * @param workload whose
     * @param from     replicas before
     * @param to       replicas after
     */
    public record Write(long at, String workload, int from, int to) {}

    public ApiServer(World world) {
        this.world = world;
        world.workloads().forEach(workload -> replicas.put(workload.name(), workload.replicas()));
    }

    World world() {
        return world;
    }

    Instant now() {
        return instant(world.now());
    }

    /** {@code spec.replicas}. */
    int replicas(Workload workload) {
        return replicas.getOrDefault(workload.name(), workload.replicas());
    }

    /** Writes a scale, unless it is what it was. */
    void scale(String workload, int to) {
        int from = replicas(world.workload(workload));
        if (from == to) {
            return;
        }
        replicas.put(workload, to);
        writes.add(new Write(world.now(), workload, from, to));
        world.at(world.now() + WRITE_NANOS, now -> world.workload(workload).scale(to, now));
    }

    /** All that were written, in their order. */
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    static Instant instant(long nanos) {
        return START.plusNanos(nanos);
    }

    /** The pods of a workload that are not being deleted. */
    static List<Pod> pods(Workload workload) {
        return workload.pods().stream()
                .filter(pod -> pod.phase() != Pod.Phase.LEAVING)
                .toList();
    }

    static Instant readyAt(Pod pod) {
        return pod.readyAt() == 0 ? START.minus(BEFORE) : instant(pod.readyAt());
    }

    /** How long a pod of the begin took: its API object tells, as that of any other pod. */
    private static Duration start(Pod pod) {
        PodSpec spec = pod.workload().spec().pod();
        double cores = spec.limitCores() == 0 ? 1 : spec.limitCores();
        double seconds = spec.startUp().delaySeconds() + spec.startUp().cpuSeconds() / cores;
        return Duration.ofMillis(Math.round(1_000 * seconds));
    }

    static PodFacts facts(Pod pod) {
        boolean pending = pod.phase() == Pod.Phase.PENDING;
        Instant created = pod.createdAt() == 0 ? readyAt(pod).minus(start(pod)) : instant(pod.createdAt());
        ReadyCondition ready =
                pod.ready() ? new ReadyCondition(Status.TRUE, readyAt(pod)) : new ReadyCondition(Status.FALSE, created);
        long request = Math.round(pod.workload().spec().pod().requestCores() * 1_000);
        return new PodFacts(
                pod.name(),
                pending ? Phase.PENDING : Phase.RUNNING,
                false,
                created,
                ready,
                List.of(new ContainerFacts("main", null, false, request, null)),
                null,
                null);
    }
}
