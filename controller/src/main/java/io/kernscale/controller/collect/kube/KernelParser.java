// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.KernelSpec.Labels;
import io.kernscale.controller.spec.LabelPolicy;
import io.kernscale.controller.spec.LockPolicy;
import java.util.List;
import java.util.TreeSet;

/** Reads {@code spec.kernel}. */
final class KernelParser {

    private static final double MOST_SATURATION = 0.9;

    private KernelParser() {}

    static KernelSpec parse(Node spec) {
        Node kernel = spec.child("kernel");
        if (kernel.child("scaleToZero").flag("enabled", false)) {
            spec.problems().add("spec.kernel.scaleToZero is reserved for a later version; leave it out");
        }
        String lock = kernel.word("lockPolicy", new TreeSet<>(List.of("Hold", "Scale")), "Hold");
        return new KernelSpec(
                kernel.flag("enabled", true),
                saturation(kernel),
                lock.equals("Scale") ? LockPolicy.SCALE : LockPolicy.HOLD,
                labels(kernel.child("labels")));
    }

    private static double saturation(Node kernel) {
        double saturation = kernel.number("targetSaturation", KernelSpec.DEFAULT_TARGET_SATURATION);
        if (saturation > 0 && saturation <= MOST_SATURATION) {
            return saturation;
        }
        kernel.problems().add(kernel.path("targetSaturation"), "above 0 and at most " + MOST_SATURATION, saturation);
        return KernelSpec.DEFAULT_TARGET_SATURATION;
    }

    private static Labels labels(Node labels) {
        Labels usual = Labels.DEFAULT;
        return new Labels(
                policy(labels, "cpuBound", usual.cpuBound(), true),
                policy(labels, "ioBound", usual.ioBound(), false),
                policy(labels, "waiting", usual.waiting(), false),
                policy(labels, "idle", usual.idle(), true),
                policy(labels, "unsaturated", usual.unsaturated(), true));
    }

    private static LabelPolicy policy(Node labels, String label, LabelPolicy usual, boolean replicasHelp) {
        List<String> words = replicasHelp ? List.of("Hold", "Metrics", "Scale") : List.of("Hold", "Metrics");
        String word = labels.word(label, new TreeSet<>(words), usual.text());
        for (LabelPolicy policy : LabelPolicy.values()) {
            if (policy.text().equals(word)) {
                return policy;
            }
        }
        return usual;
    }
}
