// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.KernelSpec.Labels;
import io.kernscale.controller.spec.LabelPolicy;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.LockPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.kernel}. */
final class KernelParser {

    private static final double MOST_SATURATION = 0.9;
    private static final Map<String, LockPolicy> LOCK = Map.of("Hold", LockPolicy.HOLD, "Scale", LockPolicy.SCALE);
    private static final Map<String, LabelPolicy> WITHOUT_SCALE =
            Map.of("Hold", LabelPolicy.HOLD, "Metrics", LabelPolicy.METRICS);
    private static final Map<String, LabelPolicy> ALL =
            Map.of("Hold", LabelPolicy.HOLD, "Metrics", LabelPolicy.METRICS, "Scale", LabelPolicy.SCALE);

    private KernelParser() {}

    static KernelSpec parse(SpecNode spec) {
        SpecNode kernel = spec.child("kernel");
        if (kernel.child("scaleToZero").flag("enabled", false)) {
            spec.problems().add("spec.kernel.scaleToZero is reserved for a later version; leave it out");
        }
        return new KernelSpec(
                kernel.flag("enabled", true),
                saturation(kernel),
                kernel.choice("lockPolicy", LOCK, LockPolicy.HOLD),
                labels(kernel.child("labels")),
                objective(kernel));
    }

    private static double saturation(SpecNode kernel) {
        double saturation = kernel.number("targetSaturation", KernelSpec.DEFAULT_TARGET_SATURATION);
        if (saturation > 0 && saturation <= MOST_SATURATION) {
            return saturation;
        }
        kernel.problems().add(kernel.path("targetSaturation"), "above 0 and at most " + MOST_SATURATION, saturation);
        return KernelSpec.DEFAULT_TARGET_SATURATION;
    }

    private static @Nullable LatencyObjective objective(SpecNode kernel) {
        if (!kernel.has("latencyObjective")) {
            return null;
        }
        SpecNode node = kernel.child("latencyObjective");
        if (!node.has("thresholdMilliseconds")) {
            node.problems().missing(node.path("thresholdMilliseconds"));
            return null;
        }
        int most = LatencyObjective.MOST_MILLISECONDS;
        Integer threshold = node.integer("thresholdMilliseconds", 1, most);
        double percentile = node.number("percentile", LatencyObjective.DEFAULT_PERCENTILE);
        boolean known =
                percentile >= LatencyObjective.LEAST_PERCENTILE && percentile <= LatencyObjective.MOST_PERCENTILE;
        if (!known) {
            node.problems().add(node.path("percentile"), "from 50 to 99.9", percentile);
        }
        return threshold == null || !known ? null : new LatencyObjective(threshold, percentile);
    }

    private static Labels labels(SpecNode labels) {
        Labels usual = Labels.DEFAULT;
        return new Labels(
                labels.choice("cpuBound", ALL, usual.cpuBound()),
                labels.choice("ioBound", WITHOUT_SCALE, usual.ioBound()),
                labels.choice("waiting", WITHOUT_SCALE, usual.waiting()),
                labels.choice("idle", ALL, usual.idle()),
                labels.choice("unsaturated", ALL, usual.unsaturated()));
    }
}
