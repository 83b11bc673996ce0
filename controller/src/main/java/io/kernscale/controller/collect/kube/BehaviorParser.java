// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.behavior}, with the API server's defaults for what a given one leaves out. */
final class BehaviorParser {

    private static final List<RatePolicy> UP =
            List.of(new RatePolicy(PolicyType.PODS, 4, 15), new RatePolicy(PolicyType.PERCENT, 100, 15));
    private static final List<RatePolicy> DOWN = List.of(new RatePolicy(PolicyType.PERCENT, 100, 15));

    private static final int MAX_WINDOW_SECONDS = 3_600;
    private static final int MAX_PERIOD_SECONDS = 1_800;

    private BehaviorParser() {}

    /** Null where the spec has none. */
    static @Nullable Behavior parse(Node spec) {
        if (!spec.has("behavior")) {
            return null;
        }
        Node behavior = spec.child("behavior");
        return new Behavior(rules(behavior.child("scaleUp"), 0, UP), rules(behavior.child("scaleDown"), null, DOWN));
    }

    private static ScalingRules rules(Node rules, @Nullable Integer usualWindow, List<RatePolicy> usualPolicies) {
        Integer window = rules.integer("stabilizationWindowSeconds", 0, MAX_WINDOW_SECONDS);
        String select = rules.word("selectPolicy", new TreeSet<>(List.of("Max", "Min", "Disabled")), "Max");
        boolean given = rules.has("policies");
        return new ScalingRules(
                window == null ? usualWindow : window,
                SelectPolicy.valueOf(select.toUpperCase(Locale.ROOT)),
                given ? policies(rules) : usualPolicies,
                rules.milli("tolerance", true),
                given);
    }

    private static List<RatePolicy> policies(Node rules) {
        List<RatePolicy> policies =
                rules.children("policies").stream().map(BehaviorParser::policy).toList();
        if (policies.isEmpty()) {
            rules.problems().add(rules.path("policies") + " must hold at least one policy, is empty");
        }
        return policies;
    }

    private static RatePolicy policy(Node policy) {
        policy.required("type");
        String type = policy.word("type", new TreeSet<>(List.of("Percent", "Pods")), "Pods");
        return new RatePolicy(
                PolicyType.valueOf(type.toUpperCase(Locale.ROOT)),
                number(policy, "value", Integer.MAX_VALUE),
                number(policy, "periodSeconds", MAX_PERIOD_SECONDS));
    }

    private static int number(Node policy, String name, int most) {
        if (!policy.has(name)) {
            policy.problems().missing(policy.path(name));
        }
        return Objects.requireNonNullElse(policy.integer(name, 1, most), 1);
    }
}
