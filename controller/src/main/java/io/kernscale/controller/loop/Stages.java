// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.act.Actuator;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.ClusterSource;
import io.kernscale.controller.collect.EndpointSource;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.ReportSource;
import io.kernscale.controller.collect.ScaleSource;
import io.kernscale.controller.decide.DecisionLog;

/**
 * Everything outside that the loop reads and writes.
 *
 * @param endpoints  where the agents are
 * @param reports    asks them
 * @param cluster    pods and autoscalers
 * @param owners     tells who else scales
 * @param scales     reads scales
 * @param metrics    reads custom and external metrics
 * @param actuator   writes scales
 * @param reporter   writes statuses and events
 * @param log        keeps decisions
 * @param leadership whether this process writes at all
 */
public record Stages(
        EndpointSource endpoints,
        ReportSource reports,
        ClusterSource cluster,
        OwnerSource owners,
        ScaleSource scales,
        MetricSource metrics,
        Actuator actuator,
        Reporter reporter,
        DecisionLog log,
        Leadership leadership) {

    public Stages {
        requireNonNull(endpoints, "endpoints");
        requireNonNull(reports, "reports");
        requireNonNull(cluster, "cluster");
        requireNonNull(owners, "owners");
        requireNonNull(scales, "scales");
        requireNonNull(metrics, "metrics");
        requireNonNull(actuator, "actuator");
        requireNonNull(reporter, "reporter");
        requireNonNull(log, "log");
        requireNonNull(leadership, "leadership");
    }
}
