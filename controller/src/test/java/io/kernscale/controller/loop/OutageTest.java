// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The API server is away for a whole minute; the agents are not. */
class OutageTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World(4, null);

    @Test
    void scalesOutInTheFirstRoundAfterIt() {
        world.load(0.25);
        try (ControlLoop loop = world.controller(() -> true)) {
            world.pass(MINUTE, loop);

            world.apiAway(true);
            world.load(0.4);
            world.pass(MINUTE, loop);
            assertThat(world.writes).isEmpty();
            assertThat(loop.view().workloads()).singleElement().satisfies(view -> {
                assertThat(view.status().reason()).isEqualTo("FailedGetScale");
                assertThat(view.status().conditions()).anySatisfy(condition -> {
                    assertThat(condition.type().text()).isEqualTo("AbleToScale");
                    assertThat(condition.status().text()).isEqualTo("False");
                    assertThat(condition.reason()).isEqualTo("FailedGetScale");
                });
            });

            world.apiAway(false);
            world.pass(World.ROUND, loop);
            assertThat(world.writes).containsExactly("4 to 7"); // ceil(4 * 80 / 50)
            assertThat(world.told().reason()).isEqualTo("Metrics");
        }
    }

    @Test
    void scalesNothingInBecauseOfIt() {
        world.load(0.25);
        try (ControlLoop loop = world.controller(() -> true)) {
            world.pass(MINUTE, loop);

            world.apiAway(true);
            world.load(0.01);
            world.pass(MINUTE, loop);
            world.apiAway(false);
            world.pass(Duration.ofSeconds(290), loop); // four were wanted in all of the window that ends 10 s before
            assertThat(world.writes).isEmpty();
            assertThat(world.told().reason()).isEqualTo("Stabilizing");

            world.pass(MINUTE, loop);
            assertThat(world.writes).containsExactly("4 to 1");
        }
    }
}
