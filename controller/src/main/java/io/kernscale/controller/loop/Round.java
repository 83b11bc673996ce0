// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.Owners;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.objective.Objectives;
import java.time.Instant;

/**
 * What all autoscalers of a round share.
 *
 * @param now       when it began
 * @param pods      of the cluster
 * @param join      what the agents saw of them
 * @param map       every workload with its label
 * @param ambiguous targets of several autoscalers
 * @param owners    who else scales
 * @param startUps  pods that still start
 * @param objectives what latency objectives ask for
 * @param remedies  what becomes of culprits, by the round before: nobody waits for another's decision
 * @param choice    targets of which it is not known which pods are theirs
 */
record Round(
        Instant now,
        ClusterPods pods,
        WorkloadJoin join,
        ServiceMap map,
        AmbiguousTargets ambiguous,
        Owners owners,
        StartUps startUps,
        Objectives objectives,
        Remedies remedies,
        PodChoice choice) {}
