// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.classify.Capacity;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LatencyObjective;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads what one window tells of an objective. Empty where it tells nothing: no agent sees all pods of the owner or counts
 * its connections, its protocol takes no turns, or a workload of the path is not seen as a whole. What objectives with one
 * path have in common is read once. Of one thread, for one round.
 */
final class PathReader {

    private final ServiceMap map;
    private final ClusterPods pods;
    private final Predicate<String> starts;
    private final Map<WorkloadKey, Double> startSeconds;
    private final Reach reach;
    private final Map<Set<WorkloadKey>, Optional<Load>> loads = new IdentityHashMap<>();
    private final Map<Set<WorkloadKey>, Double> slowest = new IdentityHashMap<>();

    /**
     * What the workloads of a path use together.
     *
     * @param waitCores of threads that wait for a CPU which replicas would bring
     * @param starting  whether some of their pods are on their way, or have just come
     */
    private record Load(double runCores, double usableCores, double waitCores, boolean starting) {}

    /**
     * Reads one round.
     *
     * @param starts       whether the pod with this UID is starting
     * @param startSeconds of each workload the slowest start, as the round before has known it
     */
    PathReader(ServiceMap map, ClusterPods pods, Predicate<String> starts, Map<WorkloadKey, Double> startSeconds) {
        this.map = map;
        this.pods = pods;
        this.starts = starts;
        this.startSeconds = startSeconds;
        this.reach = new Reach(map);
    }

    /** The path of this round. */
    Path path(WorkloadKey owner, Path before, Instant now) {
        return before.next(owner, reach, now);
    }

    /** The slowest start on a path; 0 where none is known. */
    double slowestSeconds(Path path) {
        return slowest.computeIfAbsent(
                path.workloads(),
                workloads -> workloads.stream()
                        .mapToDouble(workload -> startSeconds.getOrDefault(workload, 0.0))
                        .max()
                        .orElse(0));
    }

    Optional<Reading> read(WorkloadKey owner, Path path, LatencyObjective objective) {
        Observation seen = map.node(owner).map(ServiceNode::observation).orElse(null);
        EdgeRates asked = seen == null ? EdgeRates.NONE : asked(seen);
        if (seen == null || asked.outstanding() <= 0 || !asked.takesTurns()) {
            return Optional.empty();
        }
        return loads.computeIfAbsent(path.workloads(), this::load)
                .map(load -> new Reading(
                        seen.window().toMillis() / 1e3,
                        asked.answers().total(),
                        asked.answers().over(objective.thresholdSeconds()),
                        load.runCores / load.usableCores,
                        load.waitCores / asked.outstanding(),
                        load.starting));
    }

    /** Empty where one of them is not seen as a whole. */
    private Optional<Load> load(Set<WorkloadKey> path) {
        double runCores = 0;
        double usableCores = 0;
        double waitCores = 0;
        boolean starting = false;
        for (WorkloadKey workload : path) {
            ServiceNode node = map.node(workload).orElse(null);
            if (node == null || node.observation().observedPods() == 0) {
                continue;
            }
            Observation seen = node.observation();
            if (seen.observedPods() < seen.readyPods()) {
                return Optional.empty();
            }
            runCores += seen.cpu().runCores();
            usableCores += capacityCores(workload, seen);
            waitCores += node.assessment().rule() == Rule.NEIGHBOUR_WAIT
                    ? 0
                    : seen.cpu().waitCores();
            starting |= pods.of(workload).stream().anyMatch(this::starts);
        }
        return Optional.of(new Load(runCores, usableCores, waitCores, starting));
    }

    /** What others ask of a workload that is seen as a whole. */
    private static EdgeRates asked(Observation seen) {
        Traffic traffic = seen.traffic();
        Peer self = new Peer.OfWorkload(seen.workload());
        return traffic == null || seen.observedPods() == 0 || seen.window().isZero()
                ? EdgeRates.NONE
                : EdgeRates.sum(traffic.served().stream()
                        .filter(call -> !call.peer().equals(self))
                        .map(Call::rates)
                        .toList());
    }

    private double capacityCores(WorkloadKey workload, Observation seen) {
        return Capacity.of(seen, pods.state(workload, seen.readyPods()), KernelSpec.DEFAULT_TARGET_SATURATION)
                        .cores()
                * seen.observedPods();
    }

    private boolean starts(PodState pod) {
        return !pod.ready() || starts.test(pod.uid());
    }
}
