// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Observation.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The rates of all pods of one node over one window.
 *
 * @param node       the node's name
 * @param observedAt arrival of the report minus its age; controller clock
 * @param window     between the two collections that were subtracted
 * @param evidence   what the numbers rest on
 * @param cpus       online CPUs, 0 when unknown
 * @param pods       by UID
 */
public record NodeRates(
        String node, Instant observedAt, Duration window, Evidence evidence, int cpus, Map<String, PodRates> pods) {

    public NodeRates {
        requireNonNull(node, "node");
        requireNonNull(observedAt, "observedAt");
        requireNonNull(window, "window");
        requireNonNull(evidence, "evidence");
        pods = Map.copyOf(pods);
    }
}
