// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import static io.kernscale.controller.culprit.AServiceMap.aServiceMap;
import static io.kernscale.controller.culprit.AServiceMap.call;
import static io.kernscale.controller.culprit.AServiceMap.peer;
import static io.kernscale.controller.culprit.AServiceMap.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code web} and {@code admin} ask {@code cart}, {@code cart} asks {@code db}; each answer takes 8 to 16 ms. */
class ObjectivesTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final ServiceMap MAP = ServiceMap.of(aServiceMap()
            .with("web", Rule.NOTHING_SHORT, List.of(call(peer("cart"), 80, 2)), List.of(fromOutside()))
            .with("admin", Rule.NOTHING_SHORT, List.of(call(peer("cart"), 80, 1)), List.of(fromOutside()))
            .with("cart", Rule.NOTHING_SHORT, call(peer("db"), 80, 1))
            .with("db", Rule.NOTHING_SHORT)
            .with("mail", Rule.NOTHING_SHORT)
            .nodes());

    private static Call fromOutside() {
        return call(new Peer.Outside("203.0.113.7", null), 80, 3);
    }

    private static Autoscaler autoscaler(String name, @Nullable Integer milliseconds, @Nullable Double usableRatio) {
        return autoscaler(name, milliseconds, usableRatio, Mode.AUTO);
    }

    private static Autoscaler autoscaler(
            String name, @Nullable Integer milliseconds, @Nullable Double usableRatio, Mode mode) {
        KernelSpec kernel = milliseconds == null
                ? KernelSpec.DEFAULT
                : KernelSpec.DEFAULT.with(new LatencyObjective(milliseconds, 99));
        return new Autoscaler.Valid(
                new AutoscalerId("shop", name, "uid-" + name, 1),
                null,
                new TargetRef("apps/v1", "Deployment", name),
                new AutoscalingSpec(1, 20, List.of(), null),
                mode,
                kernel,
                new Past(List.of(), List.of(), List.of(), List.of(), usableRatio, List.of()));
    }

    private static Objectives next(Objectives before, ServiceMap map, Instant now, Autoscaler... autoscalers) {
        return before.next(List.of(autoscalers), map, new ClusterPods(List.of()), uid -> false, now);
    }

    private static double usable(Objectives objectives, String name) {
        Aim aim = objectives.aim(workload(name));
        assertThat(aim).as(name).isNotNull();
        return aim == null ? 0 : aim.usableRatio();
    }

    @Test
    void all_that_the_answers_wait_for_follow_and_nobody_else() {
        Objectives some = next(Objectives.NONE, MAP, AT, autoscaler("web", 200, null), autoscaler("mail", null, null));

        assertThat(List.of("web", "cart", "db"))
                .allSatisfy(name -> assertThat(usable(some, name)).isEqualTo(0.8));
        assertThat(some.aim(workload("admin"))).isNull();
        assertThat(some.aim(workload("mail"))).isNull();
    }

    @Test
    void without_an_objective_nothing_is_asked_of_anybody() {
        assertThat(next(Objectives.NONE, MAP, AT, autoscaler("web", null, null)))
                .isSameAs(Objectives.NONE);
    }

    @Test
    void who_is_asked_by_several_follows_the_strictest() {
        Objectives some = next(Objectives.NONE, MAP, AT, autoscaler("web", 200, 0.7), autoscaler("admin", 100, 0.6));

        assertThat(usable(some, "web")).isEqualTo(0.7);
        assertThat(usable(some, "admin")).isEqualTo(0.6);
        assertThat(usable(some, "cart")).isEqualTo(0.6);
    }

    @Test
    void what_a_dry_run_states_moves_none_that_writes() {
        Objectives some = next(
                Objectives.NONE,
                MAP,
                AT,
                autoscaler("web", 200, 0.7, Mode.DRY_RUN),
                autoscaler("cart", null, null),
                autoscaler("db", null, null, Mode.DRY_RUN));

        assertThat(usable(some, "web")).isEqualTo(0.7);
        assertThat(some.aim(workload("cart"))).isNull();
        assertThat(usable(some, "db")).isEqualTo(0.7);
    }

    @Test
    void another_controller_goes_on_where_this_one_left_off() {
        Objectives some = next(Objectives.NONE, MAP, AT, autoscaler("web", 200, 0.63));

        assertThat(some.usableRatio(workload("web"))).isEqualTo(0.63);
        assertThat(some.usableRatio(workload("cart"))).isNull();
    }

    @Test
    void one_that_is_stated_anew_begins_anew() {
        Objectives before = next(Objectives.NONE, MAP, AT, autoscaler("web", 200, 0.63));

        Objectives after = next(before, MAP, AT.plusSeconds(2), autoscaler("web", 100, null));

        assertThat(usable(after, "web")).isEqualTo(0.8);
    }

    @Test
    void who_is_not_asked_for_a_while_stays_for_five_minutes() {
        ServiceMap lone = ServiceMap.of(aServiceMap()
                .with("web", Rule.NOTHING_SHORT, List.of(), List.of(fromOutside()))
                .nodes());
        Autoscaler web = autoscaler("web", 200, null);
        Objectives before = next(Objectives.NONE, MAP, AT, web);

        Objectives soon = next(before, lone, AT.plus(Duration.ofMinutes(4)), web);
        Objectives later = next(soon, lone, AT.plus(Duration.ofMinutes(5)), web);

        assertThat(soon.aim(workload("db"))).isNotNull();
        assertThat(later.aim(workload("db"))).isNull();
        assertThat(later.aim(workload("web"))).isNotNull();
    }

    @Test
    void missing_data_moves_nothing() {
        Autoscaler web = autoscaler("web", 5, null); // every answer is late
        Objectives seen = next(Objectives.NONE, MAP, AT, web);

        Objectives blind = next(seen, ServiceMap.EMPTY, AT.plusSeconds(2), web);

        assertThat(blind.usableRatio(workload("web"))).isEqualTo(seen.usableRatio(workload("web")));
        assertThat(usable(blind, "cart")).isEqualTo(usable(seen, "cart"));
    }
}
