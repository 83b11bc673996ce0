// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.PodFacts;
import java.util.List;
import java.util.Set;

/**
 * What the metrics of a spec go by.
 *
 * @param statusReplicas {@code status.replicas} of the target's scale
 * @param pods           of the target, also those that do not count
 * @param readings       one for each of the spec's metrics, or of the default one; empty where nobody reads them
 * @param starting       names of the pods whose start-up is under way, as measured
 */
public record Metering(int statusReplicas, List<PodFacts> pods, List<MetricReading> readings, Set<String> starting) {

    /** Nobody looks at metrics. */
    public static final Metering NONE = new Metering(0, List.of(), List.of(), Set.of());

    public Metering {
        pods = List.copyOf(pods);
        readings = List.copyOf(readings);
        starting = Set.copyOf(starting);
    }
}
