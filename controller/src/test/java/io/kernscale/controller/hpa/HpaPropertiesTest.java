// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.HpaState.ScaleEvent;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every input. Inputs are random, from seeds that a failure names. */
class HpaPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final int CASES = 4_000;

    private static void everyCase(Consumer<Random> property) {
        for (long seed = 0; seed < CASES; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static HpaInput input(Random random) {
        int min = 1 + random.nextInt(5);
        int max = min + random.nextInt(40);
        int current = random.nextInt(max + 5);
        List<PodFacts> pods = IntStream.range(0, Math.max(0, current + random.nextInt(4) - 1))
                .mapToObj(i -> pod(random, i))
                .toList();
        MetricTarget target = random.nextBoolean()
                ? new MetricTarget.Utilization(1 + random.nextInt(200))
                : new MetricTarget.AverageValue(1 + random.nextInt(2_000));
        AutoscalingSpec spec = new AutoscalingSpec(
                min,
                max,
                List.of(new MetricSpec.Resource("cpu", target)),
                random.nextBoolean() ? null : behavior(random));
        return new HpaInput(
                spec,
                current,
                pods.size(),
                pods,
                List.of(samples(random, pods)),
                state(random),
                HpaSettings.DEFAULT,
                NOW);
    }

    private static PodFacts pod(Random random, int i) {
        Instant start = NOW.minusSeconds(random.nextInt(900));
        Status ready = Status.values()[Math.max(0, random.nextInt(9) - 6)];
        Phase phase = Phase.values()[random.nextInt(5) == 0 ? random.nextInt(5) : 1];
        Instant since = start.plusSeconds(random.nextInt(60));
        return new PodFacts(
                "pod-" + i,
                phase,
                random.nextInt(12) == 0,
                start,
                random.nextInt(10) == 0 ? null : new ReadyCondition(ready, since),
                List.of(new ContainerFacts("main", null, false, 1L + random.nextInt(2_000), null)),
                null,
                null);
    }

    private static PodSamples samples(Random random, List<PodFacts> pods) {
        Map<String, Sample> samples = new HashMap<>();
        for (PodFacts pod : pods) {
            if (random.nextInt(8) > 0) {
                Instant at = NOW.minusSeconds(random.nextInt(60));
                samples.put(pod.name(), new Sample(random.nextInt(3_000), at, Duration.ofSeconds(15)));
            }
        }
        return new PodSamples(samples);
    }

    private static Behavior behavior(Random random) {
        return new Behavior(rules(random), rules(random));
    }

    private static ScalingRules rules(Random random) {
        List<RatePolicy> policies = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> new RatePolicy(
                        PolicyType.values()[random.nextInt(2)], 1 + random.nextInt(200), 1 + random.nextInt(600)))
                .toList();
        @Nullable Long tolerance = random.nextBoolean() ? null : (Long) (long) random.nextInt(300);
        return new ScalingRules(
                random.nextInt(900), SelectPolicy.values()[random.nextInt(3)], policies, tolerance, true);
    }

    private static HpaState state(Random random) {
        List<Recommendation> recommendations = IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> new Recommendation(NOW.minusSeconds(random.nextInt(900)), 1 + random.nextInt(50)))
                .toList();
        return new HpaState(recommendations, events(random), events(random), events(random));
    }

    private static List<ScaleEvent> events(Random random) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new ScaleEvent(NOW.minusSeconds(random.nextInt(600)), 1 + random.nextInt(10)))
                .toList();
    }

    private static HpaInput with(HpaInput input, PodSamples samples, HpaState state) {
        return new HpaInput(
                input.spec(),
                input.specReplicas(),
                input.statusReplicas(),
                input.pods(),
                List.of(samples),
                state,
                input.settings(),
                input.now());
    }

    private static PodSamples scaled(HpaInput input, double factor) {
        Map<String, Sample> samples = new HashMap<>();
        ((PodSamples) input.readings().getFirst())
                .byPod()
                .forEach((pod, sample) ->
                        samples.put(pod, new Sample((long) (sample.milli() * factor), sample.at(), sample.window())));
        return new PodSamples(samples);
    }

    @Test
    void replicas_stay_within_the_bounds() {
        everyCase(random -> {
            HpaInput input = input(random);
            int desired = HpaRule.evaluate(input).desiredReplicas();
            if (input.specReplicas() > 0) {
                assertThat(desired)
                        .isBetween(input.spec().minReplicas(), input.spec().maxReplicas());
            } else {
                assertThat(desired).isZero();
            }
        });
    }

    @Test
    void more_use_never_means_fewer_replicas() {
        everyCase(random -> {
            HpaInput input = input(random);
            HpaResult less = HpaRule.evaluate(input);
            HpaResult more = HpaRule.evaluate(with(input, scaled(input, 1 + random.nextDouble() * 3), input.state()));
            if (less.failure() == null && more.failure() == null) {
                assertThat(more.desiredReplicas()).isGreaterThanOrEqualTo(less.desiredReplicas());
            }
        });
    }

    @Test
    void use_above_the_target_never_scales_in_and_below_never_out() {
        everyCase(random -> {
            HpaInput any = input(random);
            HpaInput input = with(any, scaled(any, 1), HpaState.NONE);
            HpaResult result = HpaRule.evaluate(input);
            Integer proposed = result.proposedReplicas();
            boolean wholly = input.pods().size() == input.specReplicas(); // else the target has not settled
            if (proposed == null || !wholly) {
                return;
            }
            double ratio = ratio(result.currentMetrics().getFirst());
            if (ratio < 1) {
                assertThat(result.desiredReplicas()).isLessThanOrEqualTo(input.specReplicas());
            }
            if (ratio > 1 && allCount(input)) {
                assertThat(result.desiredReplicas()).isGreaterThanOrEqualTo(input.specReplicas());
            }
        });
    }

    private static boolean allCount(HpaInput input) {
        return PodGroups.of(
                                input.livePods(),
                                ((PodSamples) input.readings().getFirst()).byPod(),
                                true,
                                input.settings(),
                                input.now())
                        .ready()
                == input.specReplicas();
    }

    private static double ratio(CurrentMetric metric) {
        return switch (metric.metric().target()) {
            case MetricTarget.Utilization target ->
                (double) requireNonNull(metric.utilizationPercent()) / target.percent();
            case MetricTarget.AverageValue target -> (double) requireNonNull(metric.usageMilli()) / target.milli();
            case MetricTarget.Value target -> 1;
        };
    }

    @Test
    void within_the_tolerance_a_second_evaluation_changes_nothing() {
        everyCase(random -> {
            HpaInput any = input(random);
            HpaInput input = with(any, scaled(any, 1), HpaState.NONE);
            HpaResult first = HpaRule.evaluate(input);
            if (first.proposedReplicas() != null && first.desiredReplicas() == input.specReplicas()) {
                HpaResult second = HpaRule.evaluate(
                        with(input, (PodSamples) input.readings().getFirst(), first.next()));
                assertThat(second.desiredReplicas()).isEqualTo(first.desiredReplicas());
            }
        });
    }

    @Test
    void equal_inputs_give_equal_results() {
        everyCase(random -> {
            long seed = random.nextLong();
            HpaResult one = HpaRule.evaluate(input(new Random(seed)));
            HpaResult other = HpaRule.evaluate(input(new Random(seed)));
            assertThat(other).isEqualTo(one);
        });
    }

    @Test
    void what_policies_forbid_is_never_exceeded() {
        everyCase(random -> {
            Behavior behavior = behavior(random);
            HpaState state = HpaState.NONE;
            List<ScaleEvent> ups = new ArrayList<>();
            int current = 1 + random.nextInt(20);
            for (int i = 0; i < 20; i++) {
                Instant now = NOW.plusSeconds(2L * i);
                int next = RateLimit.byPolicies(current, 1 + random.nextInt(200), 1, 200, behavior, state, now)
                        .replicas();
                state = state.scaled(current, next, behavior, Duration.ofSeconds(15), now);
                if (next > current) {
                    ups.add(new ScaleEvent(now, next - current));
                }
                current = next;
            }
            int most = behavior.scaleUp().policies().stream()
                    .filter(policy -> policy.type() == PolicyType.PODS && policy.periodSeconds() > 40)
                    .mapToInt(RatePolicy::value)
                    .max()
                    .orElse(Integer.MAX_VALUE);
            boolean podsOnly = behavior.scaleUp().policies().stream()
                            .allMatch(policy -> policy.type() == PolicyType.PODS && policy.periodSeconds() > 40)
                    && state.scaleDowns().isEmpty();
            if (podsOnly) {
                assertThat(ups.stream().mapToInt(ScaleEvent::change).sum()).isLessThanOrEqualTo(most);
            }
        });
    }
}
