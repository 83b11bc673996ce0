// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The leader is killed after it has written a scale and before it could tell so in the status. */
class FailoverTest {

    private static final Duration LEASE = Duration.ofSeconds(16);

    /** Two pods a minute in either direction. */
    private static final Behavior TWO_A_MINUTE = new Behavior(two(0), two(300));

    private final AtomicBoolean secondLeads = new AtomicBoolean();

    private static ScalingRules two(int window) {
        return new ScalingRules(window, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PODS, 2, 60)), null, true);
    }

    /** Who comes after the leader. */
    enum Successor {
        /** Has watched all the time. */
        STANDBY,
        /** Begins when the leader is dead, and knows what the status says. */
        RESTARTED
    }

    private ControlLoop second(World world) {
        return world.controller(secondLeads::get);
    }

    /** Kills the first leader in the act, upon which each pod uses so much; what comes after it leads once the lease is over. */
    private ControlLoop afterTheKill(World world, Successor successor, double loadAfter) {
        ControlLoop standby = second(world);
        try (ControlLoop first = world.controller(() -> true)) {
            world.load(0.25);
            world.pass(Duration.ofMinutes(2), first, standby);
            world.load(0.4);
            world.killWhoScalesNext();
            while (world.writes.isEmpty()) {
                world.pass(World.ROUND, first, standby);
            }
        }
        world.load(loadAfter);
        if (successor == Successor.RESTARTED) {
            standby.close();
            standby = second(world);
            world.pass(LEASE); // nobody looks
        } else {
            world.pass(LEASE, standby);
        }
        secondLeads.set(true);
        return standby;
    }

    @ParameterizedTest
    @EnumSource(Successor.class)
    void theNextOneCountsTheScalingAsDone(Successor successor) {
        World world = new World(4, TWO_A_MINUTE);
        try (ControlLoop next = afterTheKill(world, successor, 0.4)) {
            assertThat(world.writes).containsExactly("4 to 6"); // 7 were wanted

            world.pass(Duration.ofSeconds(40), next); // 10 are wanted, and two were added within this minute
            assertThat(world.writes).hasSize(1);

            world.pass(Duration.ofMinutes(1), next);
            assertThat(world.writes).contains("6 to 8");
        }
    }

    @ParameterizedTest
    @EnumSource(Successor.class)
    void theNextOneHoldsWhatTheLeaderThoughtNecessaryForAWholeWindow(Successor successor) {
        World world = new World(4, null);
        try (ControlLoop next = afterTheKill(world, successor, 0.01)) {
            assertThat(world.writes).containsExactly("4 to 7");

            world.pass(Duration.ofSeconds(280), next);
            assertThat(world.writes).hasSize(1);

            world.pass(Duration.ofMinutes(1), next);
            assertThat(world.writes).contains("7 to 1");
        }
    }

    @Test
    void theNextOneDoesSoAlsoWhereTheApiServerIsAwayAtFirst() {
        World world = new World(4, TWO_A_MINUTE);
        try (ControlLoop next = afterTheKill(world, Successor.RESTARTED, 0.4)) {
            world.apiAway(true);
            world.pass(Duration.ofSeconds(10), next);
            world.apiAway(false);

            world.pass(Duration.ofSeconds(30), next);

            assertThat(world.writes).containsExactly("4 to 6");
        }
    }

    @Test
    void aChangeByHandUnderALeaderThatLivesIsNoScalingOfItsOwn() {
        World world = new World(4, TWO_A_MINUTE);
        world.load(0.25);
        try (ControlLoop leader = world.controller(() -> true)) {
            world.pass(Duration.ofMinutes(1), leader);
            world.setByHand(6);
            world.load(0.4);

            world.pass(Duration.ofSeconds(20), leader);

            assertThat(world.writes).containsExactly("6 to 8");
        }
    }
}
