// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaCondition;
import io.kernscale.controller.hpa.HpaInput;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaRule;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.MetricSpec;
import java.time.Instant;
import java.util.List;

/** What the spec's metrics alone ask for, by the Horizontal Pod Autoscaler's rules. */
final class ByMetrics {

    private ByMetrics() {}

    /** The Horizontal Pod Autoscaler's own answer, with its assumption about the time that a start takes. */
    static HpaResult plain(Inputs in) {
        return evaluate(in, in.metering().pods(), in.policy().hpa());
    }

    /** The same with the start-up as it was measured: of a pod that still starts, no sample counts; of others, all do. */
    static HpaResult measured(Inputs in) {
        List<PodFacts> pods = in.metering().pods().stream()
                .map(pod -> in.metering().starting().contains(pod.name()) ? neverReady(pod) : pod)
                .toList();
        return evaluate(in, pods, in.policy().hpa().withoutInitializationPeriod());
    }

    private static PodFacts neverReady(PodFacts pod) {
        Instant start = pod.startTime();
        return new PodFacts(
                pod.name(),
                pod.phase(),
                pod.leaving(),
                start,
                start == null ? null : new ReadyCondition(ReadyCondition.Status.FALSE, start),
                pod.containers(),
                pod.podCpuRequestMilli(),
                pod.podMemoryRequestBytes());
    }

    private static HpaResult evaluate(Inputs in, List<PodFacts> pods, HpaSettings settings) {
        History history = in.history();
        return HpaRule.evaluate(new HpaInput(
                in.policy().spec(),
                in.state().replicas(),
                in.metering().statusReplicas(),
                pods,
                readings(in),
                history.hpa().withScalesOf(history.pace()).bridged(in.state().replicas(), in.now()),
                settings,
                in.now()));
    }

    private static List<MetricReading> readings(Inputs in) {
        List<MetricReading> readings = in.metering().readings();
        List<MetricSpec> metrics = in.policy().spec().metricsOrDefault();
        return readings.isEmpty()
                ? metrics.stream()
                        .<MetricReading>map(metric -> new MetricReading.Failed("nobody reads it"))
                        .toList()
                : readings;
    }

    /** What is to happen when the metrics alone decide. */
    static Outcome outcome(HpaResult result, int replicas) {
        int desired = result.desiredReplicas();
        if (desired != replicas) {
            return new ScaleTo(desired, reason(result));
        }
        return new Hold(replicas, held(result, replicas));
    }

    private static ScaleReason reason(HpaResult result) {
        if (result.conditions().isEmpty()) {
            return String.valueOf(result.rescaleReason()).contains("below")
                    ? ScaleReason.BELOW_MIN
                    : ScaleReason.ABOVE_MAX;
        }
        return ScaleReason.METRICS;
    }

    private static HoldReason held(HpaResult result, int replicas) {
        Integer proposed = result.proposedReplicas();
        if (proposed == null) {
            return replicas == 0 ? HoldReason.SCALING_DISABLED : HoldReason.METRICS_MISSING;
        }
        if (proposed == replicas) {
            return HoldReason.METRICS_FIT;
        }
        if (is(result, HpaReason.SCALE_DOWN_STABILIZED) || is(result, HpaReason.SCALE_UP_STABILIZED)) {
            return HoldReason.STABILIZING;
        }
        if (is(result, HpaReason.TOO_MANY_REPLICAS)) {
            return HoldReason.AT_MAX;
        }
        return is(result, HpaReason.TOO_FEW_REPLICAS) ? HoldReason.AT_MIN : HoldReason.PACED;
    }

    private static boolean is(HpaResult result, HpaReason reason) {
        return result.conditions().stream().map(HpaCondition::reason).anyMatch(reason::equals);
    }
}
