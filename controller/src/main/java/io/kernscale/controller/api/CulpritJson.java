// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.loop.Remedies;
import io.kernscale.controller.loop.Remedy;

/**
 * One end of a workload's waits as the API tells it.
 *
 * @param end    why the walk ends there: {@code CpuBound}, {@code IoBound}, {@code LockBound}, {@code NoisyNeighbour},
 *               {@code Outside}, {@code Unobserved}, {@code Cycle} or {@code NotShort}
 * @param node   id of the node where it ends, as in the graph
 * @param share  part of the outstanding time that leads there, 0..1; all shares add up to 1
 * @param path   the steps that lead there, with their numbers
 * @param action {@code scales}, {@code holds}, {@code out_of_reach} or {@code not_by_replicas}
 * @param remedy the same in a sentence
 */
public record CulpritJson(String end, String node, double share, String path, String action, String remedy) {

    static CulpritJson of(Culprit culprit, Remedies remedies) {
        Remedy remedy = remedies.of(culprit);
        return new CulpritJson(
                culprit.end().text(),
                NodeJson.id(culprit.peer()),
                culprit.share(),
                culprit.path(),
                NodeJson.lowerCase(remedy.kind()),
                remedy.sentence());
    }
}
