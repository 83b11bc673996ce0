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
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads what one window tells of an objective. Empty where it tells nothing: no agent sees all pods of the owner or counts
 * its connections, its protocol takes no turns, or a workload of the path is not seen as a whole.
 *
 * @param map    of the round
 * @param pods   of the cluster
 * @param starts whether the pod with this UID is starting
 */
record PathReader(ServiceMap map, ClusterPods pods, Predicate<String> starts) {

    Optional<Reading> read(WorkloadKey owner, Path path, LatencyObjective objective) {
        EdgeRates asked = map.node(owner).map(node -> asked(node.observation())).orElse(EdgeRates.NONE);
        if (asked.outstanding() <= 0 || !asked.takesTurns()) {
            return Optional.empty();
        }
        double runCores = 0;
        double usableCores = 0;
        double waitCores = 0;
        boolean starting = false;
        for (WorkloadKey workload : path.workloads()) {
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
        return Optional.of(new Reading(
                map.node(owner).orElseThrow().observation().window().toMillis() / 1e3,
                asked.answers().total(),
                asked.answers().over(objective.thresholdSeconds()),
                runCores / usableCores,
                waitCores / asked.outstanding(),
                starting));
    }

    /** What others ask of a workload that is seen as a whole. */
    private static EdgeRates asked(Observation seen) {
        Traffic traffic = seen.traffic();
        Peer self = new Peer.OfWorkload(seen.workload());
        return traffic == null || seen.observedPods() == 0 || seen.window().isZero()
                ? EdgeRates.NONE
                : traffic.served().stream()
                        .filter(call -> !call.peer().equals(self))
                        .map(Call::rates)
                        .reduce(EdgeRates.NONE, EdgeRates::plus);
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
