// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.hpa;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.hpa.HpaInput;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaRule;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.spec.AutoscalingSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Horizontal Pod Autoscaler of one workload: the rule, by the code that passes the HPA's cases, and what it
 * remembers from one decision to the next. Not thread-safe.
 */
public final class Hpa {

    private final AutoscalingSpec spec;
    private final HpaSettings settings;
    private @Nullable HpaState state;

    public Hpa(AutoscalingSpec spec, HpaSettings settings) {
        this.spec = spec;
        this.settings = settings;
    }

    /**
     * Decides. Whoever asks carries it out: the result is remembered as written.
     *
     * @param replicas that the target asks for
     * @param pods     that it has, those that leave among them
     * @param reading  of the spec's one metric
     */
    public HpaResult decide(int replicas, List<PodFacts> pods, MetricReading reading, Instant now) {
        // as the original does, what there is at first counts as recommended
        HpaState before = state == null ? HpaState.NONE.recommending(replicas, now) : state;
        int living = (int) pods.stream().filter(pod -> !pod.leaving()).count();
        HpaResult result =
                HpaRule.evaluate(new HpaInput(spec, replicas, living, pods, List.of(reading), before, settings, now));
        state = result.next().scaled(replicas, result.desiredReplicas(), spec.behavior(), settings.syncPeriod(), now);
        return result;
    }
}
