// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a workload is short of, and why we think so.
 *
 * @param rule       the rule that fired; it gives the label
 * @param confidence 0 (a guess) to 1 (the counters say so)
 * @param evidence   sentences with numbers, for an operator; the strongest first
 */
public record Assessment(Rule rule, double confidence, List<String> evidence) {

    public Assessment {
        requireNonNull(rule, "rule");
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], was: " + confidence);
        }
        evidence = List.copyOf(evidence);
    }

    public Label label() {
        return rule.label();
    }
}
