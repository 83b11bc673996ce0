// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.journal;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Failed;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.decide.Metering;
import io.kernscale.controller.decide.ScalingPolicy;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.objective.Aim;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LabelPolicy;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.Mode;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Anything that a decision may be asked to be made of, and more. */
final class RandomInputs {

    private static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");

    private final Random random;
    private final ScalingPolicy policy;

    RandomInputs(Random random) {
        this.random = random;
        this.policy = policy();
    }

    ScalingPolicy policyOfAll() {
        return policy;
    }

    private int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private ScalingPolicy policy() {
        int min = 1 + upTo(3);
        List<MetricSpec> metrics =
                IntStream.range(0, upTo(2)).mapToObj(i -> metric()).toList();
        Behavior behavior = random.nextBoolean() ? null : new Behavior(rules(), rules());
        LabelPolicy[] two = {LabelPolicy.HOLD, LabelPolicy.METRICS};
        KernelSpec.Labels labels = random.nextBoolean()
                ? KernelSpec.Labels.DEFAULT
                : new KernelSpec.Labels(
                        LabelPolicy.values()[upTo(2)],
                        two[upTo(1)],
                        two[upTo(1)],
                        LabelPolicy.values()[upTo(2)],
                        LabelPolicy.values()[upTo(2)]);
        return new ScalingPolicy(
                new AutoscalingSpec(min, min + upTo(40), metrics, behavior),
                new KernelSpec(upTo(3) > 0, 0.05 + random.nextDouble() * 0.8, LockPolicy.values()[upTo(1)], labels),
                Mode.values()[upTo(1)],
                HpaSettings.DEFAULT,
                ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                ScalingPolicy.DEFAULT_POD_WARM_UP);
    }

    private MetricSpec metric() {
        return switch (upTo(2)) {
            case 0 -> new MetricSpec.Resource("cpu", new MetricTarget.Utilization(1 + upTo(150)));
            case 1 -> new MetricSpec.Pods(new MetricId("qps", null), new MetricTarget.AverageValue(1 + upTo(90_000)));
            default -> new MetricSpec.External(new MetricId("jobs", "a=b"), new MetricTarget.Value(1 + upTo(9_000)));
        };
    }

    private ScalingRules rules() {
        List<RatePolicy> policies = IntStream.range(0, 1 + upTo(2))
                .mapToObj(i -> new RatePolicy(PolicyType.values()[upTo(1)], 1 + upTo(200), 1 + upTo(300)))
                .toList();
        @Nullable Integer window = random.nextBoolean() ? null : (Integer) upTo(300);
        return new ScalingRules(window, SelectPolicy.values()[upTo(2)], policies, null, random.nextBoolean());
    }

    Inputs next(int replicas, History history, Instant now) {
        int ready = Math.max(0, replicas - Math.max(0, upTo(12) - 10));
        int observed = Math.max(0, ready - Math.max(0, upTo(12) - 10));
        Instant readyAt = now.minusSeconds(upTo(600));
        List<PodFacts> pods =
                IntStream.range(0, replicas).mapToObj(i -> pod(i, readyAt)).toList();
        return new Inputs(
                new Assessment(Rule.values()[upTo(Rule.values().length - 1)], random.nextDouble(), List.of()),
                observation(ready, observed, now),
                new Metering(replicas, pods, readings(pods, now), upTo(5) == 0 ? Set.of("pod-0") : Set.of()),
                new WorkloadState(CART, replicas, ready, 0.5, random.nextBoolean() ? 0.5 : null, readyAt),
                policy,
                upTo(3) > 0
                        ? null
                        : new Aim(
                                "shop/Deployment/front",
                                new LatencyObjective(200, 99),
                                random.nextDouble(),
                                0.4 + 0.5 * random.nextDouble(),
                                1 + 0.5 * random.nextDouble()),
                history,
                now);
    }

    private PodFacts pod(int i, Instant readyAt) {
        return new PodFacts(
                "pod-" + i,
                upTo(12) == 0 ? Phase.PENDING : Phase.RUNNING,
                false,
                readyAt.minusSeconds(9),
                new ReadyCondition(Status.TRUE, readyAt),
                List.of(new ContainerFacts("main", "id" + i, false, 500L, null)),
                null,
                null);
    }

    private List<MetricReading> readings(List<PodFacts> pods, Instant now) {
        return policy.spec().metricsOrDefault().stream()
                .map(metric -> reading(metric, pods, now))
                .toList();
    }

    private MetricReading reading(MetricSpec metric, List<PodFacts> pods, Instant now) {
        if (upTo(15) == 0) {
            return new Failed("gone");
        }
        if (metric instanceof MetricSpec.External) {
            return new Values(List.of((long) upTo(90_000), (long) upTo(9_000)), now);
        }
        Map<String, Sample> samples = new HashMap<>();
        pods.stream()
                .filter(pod -> upTo(15) > 0)
                .forEach(pod -> samples.put(pod.name(), new Sample(upTo(1_000), now, Duration.ofMillis(2_003))));
        return new PodSamples(samples);
    }

    private Observation observation(int ready, int observed, Instant now) {
        if (observed == 0) {
            return Observation.none(CART, now, ready);
        }
        double run = random.nextDouble() * observed;
        CpuRates cpu = new CpuRates(
                run,
                random.nextDouble() * upTo(3),
                random.nextDouble() * upTo(9),
                random.nextDouble() * 20,
                new BlockedRates(random.nextDouble(), random.nextDouble(), 3.3, random.nextDouble(), 0.1, 1 / 3.0),
                random.nextDouble() * 900,
                random.nextDouble(),
                random.nextDouble(),
                upTo(60),
                upTo(60),
                60 + upTo(60),
                upTo(8));
        return new Observation(
                CART,
                now.minusMillis(upTo(7_000)),
                Duration.ofMillis(1_900 + upTo(200)),
                ready,
                observed,
                Evidence.KERNEL,
                cpu,
                List.of(),
                random.nextBoolean() ? null : Traffic.NONE,
                List.of(),
                List.of());
    }
}
