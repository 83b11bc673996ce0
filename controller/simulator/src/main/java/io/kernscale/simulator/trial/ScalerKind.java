// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.simulator.physics.World.Observed;
import io.kernscale.simulator.scaler.ApiServer;
import io.kernscale.simulator.scaler.ConcurrencyScaler;
import io.kernscale.simulator.scaler.HpaScaler;
import io.kernscale.simulator.scaler.HpaScaler.Rules;
import io.kernscale.simulator.scaler.KernscaleScaler;
import io.kernscale.simulator.scaler.Scaler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who scales.
 *
 * @param text     as in a table
 * @param observed whether it needs agents
 * @param maker    makes it
 */
public record ScalerKind(String text, Observed observed, Maker maker) {

    /** The real control loop at its defaults. */
    public static final ScalerKind KERNSCALE = new ScalerKind(
            "Kernscale",
            Observed.BY_AGENTS,
            (api, scenario, journal) ->
                    new KernscaleScaler(api, specs(scenario, KernelSpec.DEFAULT), scenario.blind(), journal));

    /** The same, where the object of the first service states the objective. */
    public static final ScalerKind KERNSCALE_WITH_OBJECTIVE = new ScalerKind(
            "Kernscale+SLO",
            Observed.BY_AGENTS,
            (api, scenario, journal) ->
                    new KernscaleScaler(api, specs(scenario, stated(scenario)), scenario.blind(), journal));

    /** The Horizontal Pod Autoscaler at its defaults, with signals as old as they are. */
    public static final ScalerKind HPA = byRule("HPA", Rules.defaults());

    /** A rule on concurrency. */
    public static final ScalerKind CONCURRENCY = new ScalerKind(
            "Concurrency",
            Observed.BY_NOBODY,
            (api, scenario, journal) -> new ConcurrencyScaler(api, scenario.scaled()));

    /** Makes one that watches a cluster. */
    @FunctionalInterface
    public interface Maker {
        Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal);
    }

    /** The HPA's rule every 15 s, by fresh signals, with a target that somebody has tuned. */
    public static ScalerKind k8sCpu(int targetPercent) {
        return byRule("K8s-CPU@" + targetPercent, Rules.tuned(targetPercent));
    }

    /** The HPA's rule every second, by fresh signals, with a target that somebody has tuned. */
    public static ScalerKind k8sCpuFast(int targetPercent) {
        return byRule("K8s-CPU-Fast@" + targetPercent, Rules.tunedFast(targetPercent));
    }

    private static KernelSpec stated(Scenario scenario) {
        int milliseconds = (int) Math.round(scenario.objectiveSeconds() * 1_000);
        return KernelSpec.DEFAULT.with(new LatencyObjective(milliseconds, LatencyObjective.DEFAULT_PERCENTILE));
    }

    private static Map<String, KernelSpec> specs(Scenario scenario, KernelSpec ofFirst) {
        Map<String, KernelSpec> specs = new LinkedHashMap<>();
        scenario.scaled().forEach(workload -> specs.put(workload, specs.isEmpty() ? ofFirst : KernelSpec.DEFAULT));
        return specs;
    }

    private static ScalerKind byRule(String text, Rules rules) {
        return new ScalerKind(
                text, Observed.BY_NOBODY, (api, scenario, journal) -> new HpaScaler(api, scenario.scaled(), rules));
    }
}
