// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnObservation.AT;
import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.MetricText;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LabelPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the label makes of what the metrics ask for. Four replicas of half a core each, all ready and seen; an external
 * metric asks for so many replicas.
 */
class ByKernelTest {

    private static final MetricSpec JOBS =
            new MetricSpec.External(new MetricId("jobs", null), new MetricTarget.AverageValue(1_000));

    private static Inputs inputs(
            Rule rule,
            double cores,
            @Nullable Integer asked,
            KernelSpec kernel,
            @Nullable Behavior behavior,
            int starting) {
        ScalingPolicy policy = new ScalingPolicy(
                new AutoscalingSpec(1, 20, asked == null ? List.of() : List.of(JOBS), behavior),
                kernel,
                Mode.AUTO,
                HpaSettings.DEFAULT,
                ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                ScalingPolicy.DEFAULT_POD_WARM_UP);
        List<MetricReading> readings = asked == null ? List.of() : List.of(new Values(List.of(asked * 1_000L), AT));
        double wait = rule == Rule.QUOTA_WAIT ? cores : 0;
        HpaState settled = HpaState.NONE.withRecommendations(
                List.of(new Recommendation(AT.minusSeconds(900), 1), new Recommendation(AT.minusSeconds(2), 1)));
        return new Inputs(
                new Assessment(rule, 1, List.of()),
                anObservation().withPods(4, 4).running(cores, 0, wait).build(),
                new Metering(4, List.of(), readings, starting > 0 ? Set.of("a", "b", "c") : Set.of()),
                new WorkloadState(CART, 4, 4, 0.5, 0.5, AT.minus(Duration.ofHours(1))),
                policy,
                History.restored(settled, settled, null),
                AT);
    }

    @ParameterizedTest(name = "{0}, {1} cores, asked for {2}")
    @CsvSource(nullValues = "-", textBlock = """
            # rule,            cores, asked, replicas, reason
            DISK_DOMINATES,    0.2,   9,     4,        IO_BOUND
            NETWORK_DOMINATES, 0.2,   9,     4,        WAITING
            NETWORK_DOMINATES, 0.2,   1,     4,        WAITING
            ANSWERS_DOMINATE,  0.2,   9,     4,        WAITING
            LOCK_DOMINATES,    0.2,   9,     4,        LOCK_BOUND
            NOTHING_SHORT,     1.2,   9,     9,        METRICS
            NOTHING_SHORT,     1.2,   4,     4,        METRICS_FIT
            NOTHING_SHORT,     0.1,   2,     2,        METRICS
            NOTHING_SHORT,     0.9,   1,     3,        METRICS
            NOTHING_SHORT,     1.5,   1,     4,        DEMAND_FITS
            NO_WORK,           0.0,   1,     1,        METRICS
            NO_WORK,           0.0,   6,     6,        METRICS
            QUOTA_WAIT,        1.77,  12,    12,       METRICS
            QUOTA_WAIT,        1.77,  3,     5,        DEMAND
            QUOTA_WAIT,        1.77,  -,     5,        DEMAND
            NO_CAUSES,         0.2,   9,     9,        METRICS
            NO_CAUSES,         0.2,   1,     4,        NOT_UNDERSTOOD
            """)
    void the_label_gates_and_the_demand_sizes(
            Rule rule, double cores, @Nullable Integer asked, int replicas, String reason) {
        Decision decision = new DecisionEngine().decide(inputs(rule, cores, asked, KernelSpec.DEFAULT, null, 0));

        assertThat(decision.outcome().replicas()).isEqualTo(replicas);
        assertThat(reason(decision)).isEqualTo(reason);
    }

    private static String reason(Decision decision) {
        return decision.outcome().reason().name();
    }

    @ParameterizedTest(name = "{0}: {1}, asked for {2}")
    @CsvSource(textBlock = """
            METRICS, DISK_DOMINATES,    9, 9, METRICS
            METRICS, NETWORK_DOMINATES, 1, 1, METRICS
            METRICS, QUOTA_WAIT,        3, 3, METRICS
            HOLD,    QUOTA_WAIT,        9, 4, POLICY
            HOLD,    NOTHING_SHORT,     9, 4, POLICY
            HOLD,    NO_WORK,           1, 4, POLICY
            HOLD,    DISK_DOMINATES,    9, 4, IO_BOUND
            """)
    void a_policy_of_the_label_overrules_its_usual_consequence(
            LabelPolicy policy, Rule rule, int asked, int replicas, String reason) {
        KernelSpec kernel = new KernelSpec(
                true, 0.2, LockPolicy.HOLD, new KernelSpec.Labels(policy, policy, policy, policy, policy));
        Decision decision = new DecisionEngine().decide(inputs(rule, 0.2, asked, kernel, null, 0));

        assertThat(decision.outcome().replicas()).isEqualTo(replicas);
        assertThat(reason(decision)).isEqualTo(reason);
    }

    @Test
    void a_label_that_follows_the_metrics_leaves_the_other_labels_as_they_are() {
        KernelSpec kernel = new KernelSpec(
                true,
                0.2,
                LockPolicy.HOLD,
                new KernelSpec.Labels(
                        LabelPolicy.SCALE, LabelPolicy.HOLD, LabelPolicy.HOLD, LabelPolicy.METRICS, LabelPolicy.SCALE));
        Inputs bare = inputs(Rule.QUOTA_WAIT, 1.77, null, kernel, null, 0);
        ContainerFacts small = new ContainerFacts("main", null, false, 10L, null);
        PodFacts pod = new PodFacts(
                "a",
                PodFacts.Phase.RUNNING,
                false,
                AT.minusSeconds(3_600),
                new ReadyCondition(ReadyCondition.Status.TRUE, AT.minusSeconds(3_600)),
                List.of(small),
                null,
                null);
        PodSamples samples = new PodSamples(Map.of("a", new Sample(443, AT, Duration.ofSeconds(2))));

        Decision decision = new DecisionEngine()
                .decide(new Inputs(
                        bare.assessment(),
                        bare.observation(),
                        new Metering(4, List.of(pod), List.of(samples), Set.of()),
                        bare.state(),
                        bare.policy(),
                        bare.history(),
                        AT));

        assertThat(decision.outcome()).isEqualTo(new Outcome.ScaleTo(5, ScaleReason.DEMAND));
    }

    @Test
    void with_the_kernel_switched_off_the_metrics_alone_decide() {
        KernelSpec off = new KernelSpec(false, 0.2, LockPolicy.HOLD, KernelSpec.Labels.DEFAULT);

        Decision decision = new DecisionEngine().decide(inputs(Rule.DISK_DOMINATES, 0.2, 7, off, null, 0));

        assertThat(decision.outcome()).isEqualTo(new Outcome.ScaleTo(7, ScaleReason.METRICS));
        assertThat(decision.hpaReplicas()).isEqualTo(7);
    }

    /** The example of docs/hpa.md: 1.77 of 2 cores are 88 %, 88 / 50 = 1.76, and ceil(1.76 * 4) = 8. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            QUOTA_WAIT,     8, METRICS
            DISK_DOMINATES, 4, IO_BOUND
            """)
    void the_example_of_the_page_on_metrics(Rule rule, int replicas, String reason) {
        ContainerFacts container = new ContainerFacts("main", null, false, 500L, null);
        Instant start = AT.minusSeconds(3_600);
        ReadyCondition ready = new ReadyCondition(ReadyCondition.Status.TRUE, start);
        List<PodFacts> pods = Stream.of("a", "b", "c", "d")
                .map(name ->
                        new PodFacts(name, PodFacts.Phase.RUNNING, false, start, ready, List.of(container), null, null))
                .toList();
        Map<String, Sample> samples = pods.stream()
                .collect(Collectors.toMap(PodFacts::name, pod -> new Sample(443, AT, Duration.ofSeconds(2))));
        Inputs bare = inputs(rule, 1.77, null, KernelSpec.DEFAULT, null, 0);
        MetricSpec cpu = new MetricSpec.Resource("cpu", new MetricTarget.Utilization(50));
        ScalingPolicy policy = new ScalingPolicy(
                new AutoscalingSpec(1, 20, List.of(cpu), null),
                KernelSpec.DEFAULT,
                Mode.AUTO,
                HpaSettings.DEFAULT,
                ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                ScalingPolicy.DEFAULT_POD_WARM_UP);

        Decision decision = new DecisionEngine()
                .decide(new Inputs(
                        bare.assessment(),
                        bare.observation(),
                        new Metering(4, pods, List.of(new PodSamples(samples)), Set.of()),
                        bare.state(),
                        policy,
                        bare.history(),
                        AT));

        assertThat(decision.outcome().replicas()).isEqualTo(replicas);
        assertThat(reason(decision)).isEqualTo(reason);
        assertThat(decision.hpaReplicas()).isEqualTo(8);
        assertThat(MetricText.of(decision.hpa().currentMetrics())).isEqualTo("cpu: 88%/50%");
    }

    @Test
    void what_was_held_says_what_the_metrics_had_asked_for() {
        Decision decision =
                new DecisionEngine().decide(inputs(Rule.DISK_DOMINATES, 0.2, 7, KernelSpec.DEFAULT, null, 0));

        assertThat(decision.message()).contains("disk", "the metrics ask for 7 (jobs: ");
    }

    @Test
    void policies_that_the_user_gave_hold_for_the_demand_as_well() {
        ScalingRules one =
                new ScalingRules(0, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PODS, 1, 60)), null, true);
        ScalingRules usual = new ScalingRules(
                null, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PERCENT, 100, 15)), null, false);
        Decision decision = new DecisionEngine()
                .decide(inputs(Rule.NOTHING_SHORT, 1.2, 9, KernelSpec.DEFAULT, new Behavior(one, usual), 0));
        ScalingRules none = new ScalingRules(0, SelectPolicy.DISABLED, one.policies(), null, false);
        Decision disabled = new DecisionEngine()
                .decide(inputs(Rule.NOTHING_SHORT, 1.2, 9, KernelSpec.DEFAULT, new Behavior(none, usual), 0));

        assertThat(decision.outcome()).isEqualTo(new Outcome.ScaleTo(5, ScaleReason.METRICS));
        assertThat(disabled.outcome()).isEqualTo(new Outcome.Hold(4, HoldReason.PACED));
    }

    @Test
    void the_start_of_most_pods_is_no_load() {
        Decision decision =
                new DecisionEngine().decide(inputs(Rule.QUOTA_WAIT, 1.9, null, KernelSpec.DEFAULT, null, 3));

        assertThat(decision.outcome()).isEqualTo(new Outcome.Hold(4, HoldReason.STARTING_PODS));
    }
}
