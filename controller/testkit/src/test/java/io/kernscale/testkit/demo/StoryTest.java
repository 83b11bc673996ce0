// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final Story story = new Story(0, true);

    @Test
    void waitsUntilTheControllerHasSeenEverybody() {
        assertThat(look(story, 9, false, false)).isEqualTo(Act.START);
        assertThat(look(story, 10, true, false)).isEqualTo(Act.CALM);
        assertThat(look(story, 19.9, true, false)).isEqualTo(Act.CALM);
        assertThat(look(story, 20, true, false)).isEqualTo(Act.SURGE);
    }

    @Test
    void slowsTheDiskFiveSecondsAfterTheLoadIsServedAgain() {
        surgeFrom20(story);
        assertThat(look(story, 30, true, true)).isEqualTo(Act.SURGE);
        assertThat(look(story, 34.9, true, true)).isEqualTo(Act.SURGE);
        assertThat(look(story, 35, true, true)).isEqualTo(Act.SLOW_DISK);
        assertThat(look(story, 1_000, true, false)).as("the last act").isEqualTo(Act.SLOW_DISK);
    }

    @Test
    void leavesTheSurgeTheTimeToBeJudged() {
        surgeFrom20(story);
        assertThat(look(story, 23, true, true)).isEqualTo(Act.SURGE);
        assertThat(look(story, 33.9, true, true)).isEqualTo(Act.SURGE);
        assertThat(look(story, 34, true, true)).isEqualTo(Act.SLOW_DISK);
    }

    @Test
    void countsAnewWhenTheLoadIsNoLongerServed() {
        surgeFrom20(story);
        look(story, 30, true, true);
        look(story, 33, true, false);
        look(story, 36, true, true);
        assertThat(look(story, 40.9, true, true)).isEqualTo(Act.SURGE);
        assertThat(look(story, 41, true, true)).isEqualTo(Act.SLOW_DISK);
    }

    @Test
    void goesOnUnservedInTheEnd() {
        surgeFrom20(story);
        assertThat(look(story, 59, true, false)).isEqualTo(Act.SURGE);
        assertThat(look(story, 60, true, false)).isEqualTo(Act.SLOW_DISK);
    }

    @Test
    void endsWithTheSurgeWhereNoDiskCanBeSlowedDown() {
        var withoutDisk = new Story(0, false);
        surgeFrom20(withoutDisk);
        assertThat(look(withoutDisk, 1_000, true, true)).isEqualTo(Act.SURGE);
    }

    @Test
    void judgesAnActAfterFourteenSecondsOrWhenItIsOver() {
        surgeFrom20(story);
        assertThat(story.isFair(Act.CALM, nanos(20))).as("over").isTrue();
        assertThat(story.isFair(Act.SURGE, nanos(33.9))).isFalse();
        assertThat(story.isFair(Act.SURGE, nanos(34))).isTrue();
        assertThat(story.isFair(Act.SLOW_DISK, nanos(1_000))).as("not begun").isFalse();
    }

    private static void surgeFrom20(Story story) {
        look(story, 10, true, false);
        look(story, 20, true, false);
    }

    private static Act look(Story story, double second, boolean allSeen, boolean served) {
        return story.look(nanos(second), allSeen, served);
    }

    private static long nanos(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000)).toNanos();
    }
}
