// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.simulator.machine.Course.Point;
import io.kernscale.simulator.machine.Course.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final int RIGHT_SIZE = 5;
    private static final double OBJECTIVE_MILLIS = 300;

    /** A minute: one replica for 3 s, {@code replicas} from then on; late answers until {@code lateSeconds}. */
    private static Course course(int replicas, int lateSeconds, Write... writes) {
        return new Course(
                IntStream.rangeClosed(0, 60)
                        .mapToObj(second ->
                                new Point(second, second < 3 ? 1 : replicas, 1, second <= lateSeconds ? 800 : 100))
                        .toList(),
                List.of(writes));
    }

    private static Score score(Course course) {
        return Score.of(course, RIGHT_SIZE, OBJECTIVE_MILLIS);
    }

    @Test
    void a_step_answered_at_once_is_settled_by_its_first_write() {
        assertThat(score(course(5, 9, new Write(3, 5)))).isEqualTo(new Score(3, 3, 1, 5, 0, 0, 10, 10, 3 + 57 * 5));
    }

    @Test
    void it_settles_where_the_size_that_stays_is_first_reached() {
        Score score = score(course(5, 9, new Write(3, 3), new Write(8, 5)));

        assertThat(score.firstWriteSeconds()).isEqualTo(3);
        assertThat(score.settledSeconds()).isEqualTo(8);
        assertThat(score.decisions()).isEqualTo(2);
    }

    @Test
    void up_and_down_again_is_a_change_of_direction() {
        assertThat(score(course(5, 9, new Write(3, 7), new Write(8, 5), new Write(9, 6), new Write(9.5, 7)))
                        .directionChanges())
                .isEqualTo(2);
    }

    @Test
    void more_than_the_right_size_is_an_overshoot() {
        assertThat(score(course(8, 9, new Write(3, 8))).overshoot()).isEqualTo(3);
        assertThat(score(course(2, 9, new Write(3, 2))).overshoot()).isZero();
    }

    @Test
    void a_pause_shorter_than_20_seconds_is_no_recovery() {
        assertThat(score(course(5, 41, new Write(3, 5))).recoverySeconds()).isEqualTo(60);
        assertThat(score(course(5, 39, new Write(3, 5))).recoverySeconds()).isEqualTo(40);
    }

    @Test
    void without_a_write_everything_took_the_whole_time() {
        Score score = score(course(1, 60));

        assertThat(score.firstWriteSeconds()).isEqualTo(60);
        assertThat(score.settledSeconds()).isEqualTo(60);
        assertThat(score.decisions()).isZero();
        assertThat(score.recoverySeconds()).isEqualTo(60);
        assertThat(score.overSeconds()).isEqualTo(60);
    }
}
