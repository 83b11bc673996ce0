// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas that were scaled out are not taken in too soon. */
class TurnsTest {

    private static final int HUMP_SECONDS = 1_440;
    private static final int SETTLE_SECONDS = 120;
    private static final long SECOND = 1_000_000_000;

    /** From the 14th minute on half more is asked for, for three minutes; from the 21st on it is asked for again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void aSmallHumpIsFollowedOutAndNotIn(long seed) {
        Run run = Trial.run(
                Scenario.ofTrace(Applications.three(), Trace.BURSTY, HUMP_SECONDS, SETTLE_SECONDS),
                ScalerKind.KERNSCALE,
                seed);
        assertThat(run.writes()).anyMatch(write -> write.to() > write.from() && write.at() > 840 * SECOND);
        assertThat(run.writes()).noneMatch(write -> write.to() < write.from() && write.at() > 960 * SECOND);
    }

    /** Cold replicas made more of them look necessary; warm, most of them are needed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatColdReplicasMadeLookNecessaryIsNotTakenBackAtOnce(long seed) {
        Score score = Score.of(Trial.run(Scenarios.javaStartUp(), ScalerKind.KERNSCALE, seed));
        assertThat(score.directionChanges()).isZero();
    }

    /** Under an objective slow starters go out further than is needed: what they are more is left from no surge. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void norIsWhatAnObjectiveHadThemGoFurther(long seed) {
        Score score = Score.of(Trial.run(Scenarios.javaStartUp(), ScalerKind.KERNSCALE_WITH_OBJECTIVE, seed));
        assertThat(score.directionChanges()).isZero();
    }
}
