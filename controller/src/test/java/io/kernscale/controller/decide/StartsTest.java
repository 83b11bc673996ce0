// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnObservation.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long slow and quick starters look back before a step in; 300 s are usual. */
class StartsTest {

    private static final Duration USUAL = Duration.ofMinutes(5);

    @ParameterizedTest(name = "started in {0} and {1} s")
    @CsvSource({
        "0, 0, 90",
        "4, 3, 90",
        "6, 6, 90",
        "4, 12, 180", // the slowest counts
        "30, 4, 300",
        "3600, 4, 300"
    })
    void aStepInWaitsFifteenTimesTheSlowestStart(int one, int other, int seconds) {
        assertThat(Starts.window(List.of(ready(one), ready(other)), USUAL)).hasSeconds(seconds);
    }

    @Test
    void whoeverAsksForLessThanAMinuteAndAHalfGetsIt() {
        assertThat(Starts.window(List.of(ready(4)), Duration.ofSeconds(30))).hasSeconds(30);
        assertThat(Starts.window(List.of(ready(4)), Duration.ZERO)).hasSeconds(0);
    }

    @Test
    void withoutAKnownStartTheUsualHolds() {
        assertThat(Starts.window(List.of(), USUAL)).isEqualTo(USUAL);
        assertThat(Starts.window(List.of(pod(Status.FALSE, 4)), USUAL)).isEqualTo(USUAL);
    }

    @ParameterizedTest(name = "started in {0} and {1} s")
    @CsvSource({
        "0, 0, 300",
        "4, 3, 300",
        "4, 8, 400", // the slowest counts
        "30, 4, 600",
        "3600, 4, 600"
    })
    void aTurnWaitsFiftyTimesTheSlowestStart(int one, int other, int seconds) {
        assertThat(Starts.turnWindow(List.of(ready(one), ready(other)), USUAL)).hasSeconds(seconds);
    }

    @Test
    void aTurnWithoutAKnownStartWaitsForTheUsual() {
        assertThat(Starts.turnWindow(List.of(), USUAL)).isEqualTo(USUAL);
        assertThat(Starts.turnWindow(List.of(ready(30)), Duration.ZERO)).hasSeconds(0);
    }

    private static PodFacts ready(int startSeconds) {
        return pod(Status.TRUE, startSeconds);
    }

    private static PodFacts pod(Status status, int startSeconds) {
        ReadyCondition ready = new ReadyCondition(status, AT);
        return new PodFacts("a", Phase.RUNNING, false, AT.minusSeconds(startSeconds), ready, List.of(), null, null);
    }
}
