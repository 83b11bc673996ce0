// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Past.Moment;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.HpaState.ScaleEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a status keeps. */
class ArchiveTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private static Recommendation recommendation(int seconds, int replicas) {
        return new Recommendation(AT.plusSeconds(seconds), replicas);
    }

    private static History history(List<Recommendation> recommendations) {
        ScaleEvent up = new ScaleEvent(AT, 3);
        ScaleEvent down = new ScaleEvent(AT.plusSeconds(1), 2);
        HpaState state = new HpaState(recommendations, List.of(up), List.of(down), List.of());
        return History.restored(state, state.withRecommendations(List.of(recommendation(9, 9))), null);
    }

    @Test
    void what_is_kept_and_restored_holds_back_the_same() {
        History before = history(List.of(recommendation(0, 9), recommendation(60, 4), recommendation(90, 6)));

        History after = Archive.restored(Archive.of(before, null, List.of()), AT);

        assertThat(after.pace().recommendations()).isEqualTo(before.pace().recommendations());
        assertThat(after.hpa().recommendations()).isEqualTo(before.hpa().recommendations());
        assertThat(after.pace().scaleUps()).isEqualTo(before.pace().scaleUps());
        assertThat(after.pace().scaleDowns()).isEqualTo(before.pace().scaleDowns());
    }

    @Test
    void how_far_an_objective_has_come_is_kept_to_a_tenth_of_a_point() {
        assertThat(Archive.of(History.NONE, 0.62549, List.of()).usableRatio()).isEqualTo(0.625);
    }

    @Test
    void what_can_decide_nothing_any_more_is_not_kept() {
        History before = history(List.of(recommendation(0, 5), recommendation(30, 5), recommendation(60, 5)));

        assertThat(Archive.of(before, null, List.of()).recommendations())
                .containsExactly(new Moment(AT.plusSeconds(60), 5));
    }

    @Test
    void a_long_log_is_kept_short_and_never_lower() {
        List<Recommendation> falling =
                IntStream.range(0, 60).mapToObj(i -> recommendation(i, 100 - i)).toList();

        Past kept = Archive.of(history(falling), null, List.of());

        assertThat(kept.recommendations()).hasSize(Archive.MOST_MOMENTS);
        assertThat(kept.recommendations().getFirst().replicas()).isEqualTo(100);
        assertThat(kept.recommendations().getLast()).isEqualTo(new Moment(AT.plusSeconds(59), 41));
    }
}
