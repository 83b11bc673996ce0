// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnObservation.AT;
import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.objective.Aim;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.Mode;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When 8 replicas of half a core go in. With a fifth to spare at the target of 0.2 one is for 0.32 cores: 1.5 cores are for
 * 5 replicas, 1.8 for 6, 2.1 for 7 and 2.5 for 8.
 */
class TurnTest {

    private static final int NEVER = -1;
    private static final int UNKNOWN = 0;
    private static final int TWENTY_MINUTES = 1_200;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "out before; 5 are enough: the surge is over, 6, 1.5, 4, 90",
        "out before; 6 are enough: most of them are needed, 6, 1.8, 4, 300",
        "out before; 7 are enough, 6, 2.1, 4, 300",
        "slow to start; 5 are enough, 6, 1.5, 30, 300",
        "slow to start; 6 are enough, 6, 1.8, 30, 600",
        "in before: that is no turn, 10, 1.8, 4, 90",
        "never scaled: that is no turn, -1, 1.8, 4, 90",
        "another controller scaled and nobody knows which way, 0, 1.8, 4, 300"
    })
    void aTurnWaitsUnlessTheSurgeIsOver(String name, int before, double cores, int startSeconds, int second) {
        assertThat(firstStepIn(before, startSeconds, null, at -> cores))
                .as(name)
                .isEqualTo(second);
    }

    /** For two minutes 6 are enough, then all are needed for half a minute: five minutes from there. */
    @Test
    void aLoadThatComesBackBeginsTheWaitAnew() {
        assertThat(firstStepIn(6, 4, null, at -> at >= 120 && at < 150 ? 2.5 : 1.8))
                .isBetween(450, 465);
    }

    /** A load that comes and goes every five minutes, between what 6 replicas are for and 8. */
    @Test
    void swingsAreNotFollowed() {
        assertThat(firstStepIn(6, 4, null, at -> at % 300 < 60 ? 2.5 : 1.8)).isEqualTo(NEVER);
    }

    @Test
    void aWindowOfTheUsersIsTheWindow() {
        assertThat(firstStepIn(6, 4, 60, at -> 1.8)).isEqualTo(60);
        assertThat(firstStepIn(6, 4, 900, at -> 1.5)).isEqualTo(900);
    }

    @Test
    void whoeverNamesMetricsWaitsNoLongerThanTheHpa() {
        MetricSpec jobs = new MetricSpec.External(new MetricId("jobs", null), new MetricTarget.AverageValue(1_000));

        assertThat(turnWindow(policy(null, jobs))).hasSeconds(300);
        assertThat(turnWindow(policy(null))).hasSeconds(600);
    }

    /** The step out was 90 s before the first second. */
    @ParameterizedTest(name = "{0} s: {1} s")
    @CsvSource({"0, 600", "508, 600", "510, 300", "5000, 300"})
    void underAnObjectiveWhatWasNecessaryTenMinutesAgoTellsOfNoHump(int second, int windowSeconds) {
        Inputs without = inputs(30, policy(null), 1.8, scaledFrom(6), second);

        assertThat(Turn.window(Situation.of(aimed(without)))).hasSeconds(windowSeconds);
        assertThat(Turn.window(Situation.of(without))).hasSeconds(600);
    }

    @ParameterizedTest(name = "{1} of {0}: {2}, under an objective {3}")
    @CsvSource({"2, 1, true, false", "3, 2, true, false", "3, 1, true, true", "8, 5, true, true", "8, 6, false, false"})
    void underAnObjectiveTwoMustBeLeftOver(int replicas, int enough, boolean without, boolean with) {
        Inputs inputs = withReplicas(replicas, inputs(4, policy(null), 1.8, scaledFrom(6), 0));

        assertThat(Turn.isDeep(Situation.of(inputs), enough)).isEqualTo(without);
        assertThat(Turn.isDeep(Situation.of(aimed(inputs)), enough)).isEqualTo(with);
    }

    private static Inputs withReplicas(int replicas, Inputs in) {
        return new Inputs(
                in.assessment(),
                in.observation(),
                in.metering(),
                new WorkloadState(CART, replicas, replicas, 0.5, 0.5, AT.minus(Duration.ofHours(1))),
                in.policy(),
                in.history(),
                in.now());
    }

    private static Inputs aimed(Inputs in) {
        Aim aim = new Aim("shop/Deployment/front", new LatencyObjective(200, 99), 0.005, 0.8, 1);
        return new Inputs(
                in.assessment(), in.observation(), in.metering(), in.state(), in.policy(), aim, in.history(), in.now());
    }

    private static Duration turnWindow(ScalingPolicy policy) {
        return Turn.window(Situation.of(inputs(30, policy, 1.8, History.NONE, 0)));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"1, 2, true", "2, 3, true", "3, 4, false", "4, 5, false", "5, 8, true", "6, 8, false", "8, 11, true"})
    void oneOfThreeIsDeepAndOneOfFourIsNot(int enough, int replicas, boolean deep) {
        assertThat(Turn.isDeep(enough, replicas)).isEqualTo(deep);
    }

    /** The second of the first step in; {@link #NEVER} where there is none within twenty minutes. */
    private static int firstStepIn(
            int before, int startSeconds, @Nullable Integer windowSeconds, IntToDoubleFunction runCores) {
        History history = scaledFrom(before);
        for (int second = 0; second <= TWENTY_MINUTES; second += 2) {
            Decision decision = new DecisionEngine()
                    .decide(inputs(
                            startSeconds, policy(windowSeconds), runCores.applyAsDouble(second), history, second));
            if (decision.outcome() instanceof ScaleTo scale) {
                assertThat(scale.replicas()).isLessThan(8);
                return second;
            }
            history = decision.history();
        }
        return NEVER;
    }

    private static History scaledFrom(int before) {
        int to = before == UNKNOWN ? UNKNOWN : 8;
        LastScale last = before == NEVER ? null : new LastScale(AT.minusSeconds(90), Math.max(0, before), to, 0, null);
        return History.NONE.with(last, HpaState.NONE, HpaState.NONE);
    }

    private static Inputs inputs(int startSeconds, ScalingPolicy policy, double cores, History history, int second) {
        Instant now = AT.plusSeconds(second);
        ReadyCondition ready = new ReadyCondition(Status.TRUE, AT.minusSeconds(1_000));
        PodFacts pod = new PodFacts(
                "a", Phase.RUNNING, false, AT.minusSeconds(1_000 + startSeconds), ready, List.of(), null, null);
        return new Inputs(
                new Assessment(Rule.NOTHING_SHORT, 1, List.of()),
                anObservation().withPods(8, 8).running(cores, 0, 0).at(now).build(),
                new Metering(8, List.of(pod), List.of(), Set.of()),
                new WorkloadState(CART, 8, 8, 0.5, 0.5, AT.minus(Duration.ofHours(1))),
                policy,
                history,
                now);
    }

    private static ScalingPolicy policy(@Nullable Integer windowSeconds, MetricSpec... metrics) {
        ScalingRules down = new ScalingRules(windowSeconds, SelectPolicy.MAX, List.of(), null, false);
        ScalingRules up = new ScalingRules(null, SelectPolicy.MAX, List.of(), null, false);
        return new ScalingPolicy(
                new AutoscalingSpec(1, 20, List.of(metrics), new Behavior(up, down)),
                KernelSpec.DEFAULT,
                Mode.AUTO,
                HpaSettings.DEFAULT,
                ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                ScalingPolicy.DEFAULT_POD_WARM_UP);
    }
}
