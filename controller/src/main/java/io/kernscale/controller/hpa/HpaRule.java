// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.hpa.HpaCondition.Type;
import io.kernscale.controller.hpa.RateLimit.Limited;
import io.kernscale.controller.spec.Behavior;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides as the Horizontal Pod Autoscaler does: bounds first, without looking; else the most that any metric asks for,
 * stabilized, limited in pace, within the bounds. Pure.
 */
public final class HpaRule {

    private HpaRule() {}

    /** One evaluation. */
    public static HpaResult evaluate(HpaInput input) {
        int replicas = input.specReplicas();
        int min = input.spec().minReplicas();
        int max = input.spec().maxReplicas();
        if (replicas == 0 && min != 0) {
            return disabled(input);
        }
        if (replicas > max) {
            return bounded(input, max, "Current number of replicas above Spec.MaxReplicas");
        }
        if (replicas < min) {
            return bounded(input, min, "Current number of replicas below Spec.MinReplicas");
        }
        return byMetrics(input, Metrics.of(input));
    }

    private static HpaResult disabled(HpaInput input) {
        HpaCondition active = new HpaCondition(
                Type.SCALING_ACTIVE, false, HpaReason.SCALING_DISABLED, HpaReason.SCALING_DISABLED.sentence());
        return new HpaResult(0, null, null, null, List.of(active), List.of(), input.state());
    }

    private static HpaResult bounded(HpaInput input, int replicas, String why) {
        return new HpaResult(replicas, null, null, why, List.of(), List.of(), input.state());
    }

    private static HpaResult byMetrics(HpaInput input, Metrics metrics) {
        Integer proposed = metrics.replicas();
        if (proposed == null) {
            String failure = String.valueOf(metrics.failure());
            HpaCondition active = new HpaCondition(Type.SCALING_ACTIVE, false, metrics.reason(), failure);
            return new HpaResult(
                    input.specReplicas(), null, failure, null, List.of(active), metrics.current(), input.state());
        }
        Stabilized stabilized = stabilize(input, proposed);
        Limited limited = limit(input, stabilized.replicas());
        return new HpaResult(
                limited.replicas(),
                proposed,
                null,
                rescaleReason(input.specReplicas(), proposed, limited.replicas(), String.valueOf(metrics.leader())),
                conditions(metrics, stabilized, limited),
                metrics.current(),
                input.state().withRecommendations(stabilized.log()));
    }

    private static Stabilized stabilize(HpaInput input, int proposed) {
        Behavior behavior = input.spec().behavior();
        List<HpaState.Recommendation> log = input.state().recommendations();
        HpaSettings settings = input.settings();
        return behavior == null
                ? Stabilizer.plain(log, proposed, settings.downscaleStabilization(), input.now())
                : Stabilizer.both(
                        log, input.specReplicas(), proposed, behavior, settings.downscaleStabilization(), input.now());
    }

    private static Limited limit(HpaInput input, int stabilized) {
        Behavior behavior = input.spec().behavior();
        int min = input.spec().minReplicas();
        int max = input.spec().maxReplicas();
        return behavior == null
                ? RateLimit.plain(
                        input.specReplicas(),
                        stabilized,
                        min,
                        max,
                        input.state(),
                        input.settings().syncPeriod(),
                        input.now())
                : RateLimit.byPolicies(
                        input.specReplicas(), stabilized, min, max, behavior, input.state(), input.now());
    }

    private static @Nullable String rescaleReason(int current, int proposed, int desired, String leader) {
        if (desired == current) {
            return null;
        }
        return proposed > current ? leader + " above target" : "All metrics below target";
    }

    private static List<HpaCondition> conditions(Metrics metrics, Stabilized stabilized, Limited limited) {
        List<HpaCondition> conditions = new ArrayList<>();
        conditions.add(new HpaCondition(
                Type.ABLE_TO_SCALE,
                true,
                stabilized.reason(),
                stabilized.reason().sentence()));
        conditions.add(new HpaCondition(
                Type.SCALING_ACTIVE,
                true,
                HpaReason.VALID_METRIC_FOUND,
                "a replica count follows from " + metrics.leader()));
        conditions.add(new HpaCondition(
                Type.SCALING_LIMITED,
                limited.replicas() != stabilized.replicas(),
                limited.reason(),
                limited.reason().sentence()));
        return conditions;
    }
}
