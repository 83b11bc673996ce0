// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnObservation.AT;
import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.objective.Aim;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a latency objective makes of the size. Four replicas of one core each, all ready and seen for long. */
class AimTest {

    private static final ScalingPolicy POLICY = ScalingPolicy.of(2, 9, Mode.AUTO);

    private static @Nullable Aim aim(@Nullable Double usableRatio, double stepRatio) {
        return usableRatio == null
                ? null
                : new Aim("shop/Deployment/front", new LatencyObjective(200, 99), 0.014, usableRatio, stepRatio);
    }

    private static Decision decide(Rule rule, double cores, @Nullable Double usableRatio, int seen) {
        return decide(rule, cores, usableRatio, 1, seen);
    }

    private static Decision decide(Rule rule, double cores, @Nullable Double usableRatio, double stepRatio, int seen) {
        HpaState settled = HpaState.NONE.withRecommendations(
                List.of(new Recommendation(AT.minusSeconds(900), 1), new Recommendation(AT.minusSeconds(2), 1)));
        return new DecisionEngine()
                .decide(new Inputs(
                        new Assessment(rule, 1, List.of()),
                        anObservation().withPods(4, seen).running(cores, 0, 0).build(),
                        Metering.NONE,
                        new WorkloadState(CART, 4, 4, 1.0, 1.0, AT.minus(Duration.ofHours(1))),
                        POLICY,
                        aim(usableRatio, stepRatio),
                        History.restored(settled, settled, null),
                        AT));
    }

    @ParameterizedTest(name = "{0}, {1} cores, {2} usable, {3} seen")
    @CsvSource(nullValues = "-", textBlock = """
            # rule,          cores, usable, seen, replicas, reason
            NOTHING_SHORT,   2.8,   -,      4,    4,        DEMAND_FITS
            NOTHING_SHORT,   2.8,   0.8,    4,    4,        DEMAND_FITS
            NOTHING_SHORT,   2.8,   0.5,    4,    6,        DEMAND
            NOTHING_SHORT,   2.8,   0.4,    4,    7,        DEMAND
            NOTHING_SHORT,   3.7,   0.4,    4,    9,        DEMAND
            NOTHING_SHORT,   2.0,   -,      4,    4,        DEMAND_FITS
            NOTHING_SHORT,   2.0,   0.9,    4,    3,        LOW_DEMAND
            NOTHING_SHORT,   2.0,   0.9,    3,    4,        PARTIALLY_OBSERVED
            NOTHING_SHORT,   0.1,   0.9,    4,    3,        LOW_DEMAND
            QUOTA_WAIT,      2.8,   0.5,    4,    6,        DEMAND
            DISK_DOMINATES,  2.8,   0.5,    4,    4,        IO_BOUND
            LOCK_DOMINATES,  2.8,   0.5,    4,    4,        LOCK_BOUND
            NETWORK_DOMINATES, 2.8, 0.5,    4,    4,        WAITING
            NOT_OBSERVED,    2.8,   0.5,    4,    4,        NOT_UNDERSTOOD
            """)
    void room_is_made_and_given_back_by_those_whom_it_helps(
            Rule rule, double cores, @Nullable Double usable, int seen, int replicas, String reason) {
        Outcome outcome = decide(rule, cores, usable, seen).outcome();

        assertThat(outcome.replicas()).isEqualTo(replicas);
        assertThat(outcome.reason()).hasToString(reason);
    }

    @ParameterizedTest(name = "{0} cores at {1}, steps of {2}: {3}")
    @CsvSource({
        "2.8, 0.5, 1.2, 7", // 5.6 * 1.2 = 6.7
        "2.0, 0.5, 1.2, 4", // no step, none to go further
        "3.5, 0.5, 1.5, 9" // 10.5, and the maximum
    })
    void a_step_for_slow_starters_goes_further(double cores, double usable, double step, int replicas) {
        assertThat(decide(Rule.NOTHING_SHORT, cores, usable, step, 4).outcome().replicas())
                .isEqualTo(replicas);
    }

    @Test
    void a_decision_says_what_the_objective_did() {
        assertThat(decide(Rule.NOTHING_SHORT, 2.8, 0.5, 4).message())
                .isEqualTo(
                        "from 4 to 6: the demand exceeds what the replicas can run (2.8 cores used, 1 a replica by its"
                                + " limit), sized for 50 % use: 99 % of the answers of shop/Deployment/front are to come within"
                                + " 200 ms, 98.6 % do");
    }

    @Test
    void more_room_never_means_fewer_replicas_and_bounds_hold() {
        Random random = new Random(1);
        Rule[] rules = Rule.values();
        for (int i = 0; i < 2_000; i++) {
            Rule rule = rules[random.nextInt(rules.length)];
            double cores = 4 * random.nextDouble();
            double usable = 0.4 + 0.25 * random.nextDouble();
            int seen = 3 + random.nextInt(2);

            int strict = decide(rule, cores, usable, seen).outcome().replicas();
            int lax = decide(rule, cores, usable + 0.25, seen).outcome().replicas();

            assertThat(strict).isBetween(2, 9).isGreaterThanOrEqualTo(lax);
        }
    }
}
