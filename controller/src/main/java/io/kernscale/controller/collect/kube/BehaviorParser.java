// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.behavior}, with the API server's defaults for what a given one leaves out. */
final class BehaviorParser {

    private static final List<RatePolicy> UP =
            List.of(new RatePolicy(PolicyType.PODS, 4, 15), new RatePolicy(PolicyType.PERCENT, 100, 15));
    private static final List<RatePolicy> DOWN = List.of(new RatePolicy(PolicyType.PERCENT, 100, 15));

    private static final Map<String, SelectPolicy> SELECT =
            Map.of("Max", SelectPolicy.MAX, "Min", SelectPolicy.MIN, "Disabled", SelectPolicy.DISABLED);
    private static final Map<String, PolicyType> TYPES = Map.of("Pods", PolicyType.PODS, "Percent", PolicyType.PERCENT);

    private static final int MAX_WINDOW_SECONDS = 3_600;
    private static final int MAX_PERIOD_SECONDS = 1_800;

    private BehaviorParser() {}

    /** Null where the spec has none. */
    static @Nullable Behavior parse(SpecNode spec) {
        if (!spec.has("behavior")) {
            return null;
        }
        SpecNode behavior = spec.child("behavior");
        return new Behavior(rules(behavior.child("scaleUp"), 0, UP), rules(behavior.child("scaleDown"), null, DOWN));
    }

    private static ScalingRules rules(SpecNode rules, @Nullable Integer usualWindow, List<RatePolicy> usualPolicies) {
        Integer window = rules.integer("stabilizationWindowSeconds", 0, MAX_WINDOW_SECONDS);
        boolean given = rules.has("policies");
        return new ScalingRules(
                window == null ? usualWindow : window,
                rules.choice("selectPolicy", SELECT, SelectPolicy.MAX),
                given ? policies(rules) : usualPolicies,
                rules.milli("tolerance", true),
                given);
    }

    private static List<RatePolicy> policies(SpecNode rules) {
        List<RatePolicy> policies =
                rules.children("policies").stream().map(BehaviorParser::policy).toList();
        if (policies.isEmpty()) {
            rules.problems().add(rules.path("policies") + " must hold at least one policy, is empty");
        }
        return policies;
    }

    private static RatePolicy policy(SpecNode policy) {
        policy.required("type");
        return new RatePolicy(
                policy.choice("type", TYPES, PolicyType.PODS),
                number(policy, "value", Integer.MAX_VALUE),
                number(policy, "periodSeconds", MAX_PERIOD_SECONDS));
    }

    private static int number(SpecNode policy, String name, int most) {
        if (!policy.has(name)) {
            policy.problems().missing(policy.path(name));
        }
        return Objects.requireNonNullElse(policy.integer(name, 1, most), 1);
    }
}
