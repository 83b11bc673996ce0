// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {

    private static final Scenario BRIEF = Scenario.ofTrace(Applications.three(), Trace.NOISY, 200, 60);

    @ParameterizedTest
    @CsvSource({"DIURNAL,177,387,263", "NOISY,81,245,157", "BURSTY,81,397,163"})
    void tracesAreThePublishedOnes(Trace trace, double min, double max, double mean) {
        double[] rates = trace.perSecond();
        assertThat(rates).hasSize(3_600);
        assertThat(Arrays.stream(rates).min()).hasValue(min);
        assertThat(Arrays.stream(rates).max()).hasValue(max);
        assertThat(Arrays.stream(rates).average().orElseThrow()).isCloseTo(mean, within(0.6));
    }

    @Test
    void applicationsAreAsLargeAsTheirNames() {
        assertThat(Applications.all()).extracting(one -> one.services().size()).containsExactly(3, 8, 20);
    }

    @Test
    void equalSeedsGiveEqualRunsWhoeverScales() {
        for (ScalerKind kind : List.of(ScalerKind.KERNSCALE, ScalerKind.KERNSCALE_WITH_OBJECTIVE, ScalerKind.HPA)) {
            Run one = Trial.run(BRIEF, kind, 5);
            Run other = Trial.run(BRIEF, kind, 5);
            assertThat(other.writes()).isEqualTo(one.writes());
            assertThat(other.events()).isEqualTo(one.events());
            assertThat(one.failures()).isEmpty();
        }
    }

    @Test
    void arrivalsAreTheSameWhoeverScales() {
        Run one = Trial.run(BRIEF, ScalerKind.k8sCpu(40), 5);
        Run other = Trial.run(BRIEF, ScalerKind.HPA, 5);
        assertThat(other.latencies().asked(0, 200)).isEqualTo(one.latencies().asked(0, 200));
    }

    @Test
    void allocatedHoursAreReplicasTimesTheirRequests() {
        Score score = Score.of(Trial.run(Scenarios.step(), ScalerKind.k8sCpu(95), 1));
        assertThat(score.cpuHours()).isCloseTo(score.replicaSeconds() / 3_600, within(1e-6)); // 1 core each
    }

    /** There are ten replicas at the onset, and more soon after it. */
    @Test
    void theReplicasOfARecoveryAreThoseFromTheOnsetOn() {
        Score score = Score.of(Trial.run(Scenarios.step(), ScalerKind.KERNSCALE, 1));
        assertThat(score.recoverySeconds()).isPositive();
        assertThat(score.recoveryReplicaSeconds())
                .isGreaterThan(10 * score.recoverySeconds())
                .isLessThan(score.replicaSeconds());
    }

    /** Requests become costlier than the usual room bears, and nobody but late answers tells. */
    @Test
    void aStatedObjectiveIsMetAgainWhereItIsNotWithoutOne() {
        Scenario costlier = Scenarios.costlierRequests();
        Score with = Score.of(Trial.run(costlier, ScalerKind.KERNSCALE_WITH_OBJECTIVE, 1));
        Score without = Score.of(Trial.run(costlier, ScalerKind.KERNSCALE, 1));
        assertThat(without.recoverySeconds()).isGreaterThan(400);
        assertThat(with.recoverySeconds()).isPositive().isLessThan(200);
    }

    @Test
    void theStepIsAnsweredByTheControlLoop() {
        Run run = Trial.run(Scenarios.step(), ScalerKind.KERNSCALE, 1);
        assertThat(run.failures()).isEmpty();
        assertThat(run.writes())
                .anyMatch(write -> write.at() >= Scenarios.ONSET * 1_000_000_000L && write.to() > write.from());
    }
}
