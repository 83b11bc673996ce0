// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Failed;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.hpa.HpaCondition.Type;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole evaluations. */
class HpaRuleTest {

    private static HpaInput resource(int current, int min, int max, String levels) {
        return new ACase("resource", current, levels, null, null)
                .input(min, max, new MetricTarget.Utilization(50), null);
    }

    @Test
    void fewer_than_the_minimum_are_made_the_minimum_without_looking() { // H26
        HpaResult result = HpaRule.evaluate(resource(2, 3, 5, ""));

        assertThat(result.desiredReplicas()).isEqualTo(3);
        assertThat(result.rescaleReason()).contains("below Spec.MinReplicas");
        assertThat(result.currentMetrics()).isEmpty();
    }

    @Test
    void more_than_the_maximum_are_made_the_maximum_without_looking() {
        HpaResult result = HpaRule.evaluate(resource(9, 3, 5, ""));

        assertThat(result.desiredReplicas()).isEqualTo(5);
        assertThat(result.rescaleReason()).contains("above Spec.MaxReplicas");
    }

    @Test
    void zero_replicas_switch_scaling_off() {
        HpaResult result = HpaRule.evaluate(resource(0, 1, 5, ""));

        assertThat(result.desiredReplicas()).isZero();
        assertThat(result.condition(Type.SCALING_ACTIVE))
                .hasValueSatisfying(active -> assertThat(active.reason()).isEqualTo(HpaReason.SCALING_DISABLED));
    }

    private static HpaInput external(int current, String readings) {
        List<MetricReading> all = Arrays.stream(readings.split(" ", -1))
                .<MetricReading>map(one ->
                        one.equals("x") ? new Failed("gone") : new Values(List.of(Long.parseLong(one)), ACase.NOW))
                .toList();
        List<MetricSpec> metrics = Stream.<MetricSpec>generate(
                        () -> new MetricSpec.External(new MetricId("jobs", null), new MetricTarget.AverageValue(1_000)))
                .limit(all.size())
                .toList();
        return new HpaInput(
                new AutoscalingSpec(0, 100, metrics, null),
                current,
                current,
                resource(Math.max(1, current), 1, 9, "").pods(),
                all,
                HpaState.NONE,
                ACase.SETTINGS,
                ACase.NOW);
    }

    @ParameterizedTest(name = "{0} replicas, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # now | milli of each metric | desired | failure
            4 | 6000 8000    | 8 |
            4 | 6000 x       | 6 |
            4 | x 6000       | 6 |
            4 | x 4000       | 4 |
            4 | 2000 x       | 4 | 1 of 2 metrics cannot be used
            4 | x x          | 4 | 2 of 2 metrics cannot be used
            4 | 2000 3000    | 3 |
            4 | 0            | 0 |
            0 | 0            | 0 |
            0 | 3000         | 3 |
            """)
    void the_metric_that_asks_for_the_most_wins_and_half_of_the_truth_scales_nothing_in(
            int current, String readings, int desired, @Nullable String failure) {
        HpaResult result = HpaRule.evaluate(external(current, readings));

        assertThat(result.desiredReplicas()).isEqualTo(desired);
        if (failure == null) {
            assertThat(result.failure()).isNull();
        } else {
            assertThat(result.failure()).contains(failure, "gone");
            assertThat(result.condition(Type.SCALING_ACTIVE))
                    .hasValueSatisfying(active -> assertThat(active.holds()).isFalse());
        }
    }

    @Test
    void a_policy_lets_replicas_jump() { // H36
        ScalingRules up =
                new ScalingRules(0, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PERCENT, 700, 60)), null, true);
        ScalingRules down = new ScalingRules(
                null, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PERCENT, 100, 15)), null, false);
        HpaInput input = new ACase("resource", 3, "100 200 300", "0.1", null)
                .input(1, 100, new MetricTarget.Utilization(10), new Behavior(up, down));

        HpaResult result = HpaRule.evaluate(input);

        assertThat(result.desiredReplicas()).isEqualTo(24);
        assertThat(result.condition(Type.SCALING_LIMITED))
                .hasValueSatisfying(limited -> assertThat(limited.reason()).isEqualTo(HpaReason.SCALE_UP_LIMIT));
    }

    @Test
    void a_fall_is_held_by_the_window_and_a_second_look_goes_by_the_log() {
        HpaResult high = HpaRule.evaluate(resource(5, 1, 9, "500 500 500 500 500"));
        HpaInput low = resource(5, 1, 9, "100 100 100 100 100");
        HpaResult held = HpaRule.evaluate(new HpaInput(
                low.spec(), 5, 5, low.pods(), low.readings(), high.next(), low.settings(), ACase.NOW.plusSeconds(60)));
        HpaResult later = HpaRule.evaluate(new HpaInput(
                low.spec(), 5, 5, low.pods(), low.readings(), held.next(), low.settings(), ACase.NOW.plusSeconds(301)));

        assertThat(held.desiredReplicas()).isEqualTo(5);
        assertThat(held.condition(Type.ABLE_TO_SCALE))
                .hasValueSatisfying(able -> assertThat(able.reason()).isEqualTo(HpaReason.SCALE_DOWN_STABILIZED));
        assertThat(later.desiredReplicas()).isEqualTo(1);
    }
}
