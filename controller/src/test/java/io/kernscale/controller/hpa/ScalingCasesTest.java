// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.HpaState.ScaleEvent;
import io.kernscale.controller.hpa.RateLimit.Limited;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds, rates and windows, as numbers. Rules read {@code 4P/15 100%/15}: pods or per cent within seconds. */
class ScalingCasesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DOWN = Duration.ofSeconds(300);

    private static ScalingRules rules(String text, String usual, SelectPolicy select, @Nullable Integer window) {
        List<RatePolicy> policies = Arrays.stream((text.equals("default") ? usual : text).split(" ", -1))
                .map(ScalingCasesTest::policy)
                .filter(policy -> policy.value() > 0)
                .toList();
        return new ScalingRules(window, select, policies, null, true);
    }

    private static RatePolicy policy(String text) {
        String[] parts = text.split("[P%]/", 2);
        return new RatePolicy(
                text.contains("P/") ? PolicyType.PODS : PolicyType.PERCENT,
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]));
    }

    private static Behavior behavior(String up, String down, SelectPolicy select) {
        return new Behavior(rules(up, "4P/15 100%/15", select, 0), rules(down, "100%/15", select, null));
    }

    /** {@code 9+9+9@60} is three changes spread over the last 60 s, {@code -} none. */
    private static List<ScaleEvent> events(String text) {
        if (text.equals("-")) {
            return List.of();
        }
        String[] parts = text.split("@", 2);
        String[] sizes = parts[0].split("\\+", -1);
        int span = Integer.parseInt(parts[1]);
        double part = (double) span / sizes.length;
        List<ScaleEvent> events = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            events.add(new ScaleEvent(
                    NOW.minusSeconds((int) (span - part * (i + 1) + part / 2)), Integer.parseInt(sizes[i])));
        }
        return events;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | now | wanted | min | max | up | down | ups | downs | replicas | reason
            S1  | 5   | 7    | 3 | 8    | default | default | - | - | 7   | DESIRED_WITHIN_RANGE
            S2  | 3   | 1    | 2 | 8    | default | default | - | - | 2   | TOO_FEW_REPLICAS
            S3  | 1   | 0    | 0 | 10   | default | default | - | - | 0   | DESIRED_WITHIN_RANGE
            S4  | 20  | 1000 | 1 | 10   | default | default | - | - | 10  | TOO_MANY_REPLICAS
            S4b | 8   | 1000 | 1 | 10   | default | default | - | - | 10  | TOO_MANY_REPLICAS
            S5  | 100 | 1000 | 1 | 150  | default | default | - | - | 150 | TOO_MANY_REPLICAS
            S6  | 3   | 1000 | 1 | 2000 | 0P/0 1%/60 | default | - | - | 4 | SCALE_UP_LIMIT
            S8  | 10  | 50   | 1 | 1000 | default | default | - | - | 20 | SCALE_UP_LIMIT
            S9  | 1   | 10   | 1 | 1000 | default | default | - | - | 5  | SCALE_UP_LIMIT
            S10 | 10  | 500  | 1 | 1000 | 2P/60 100%/60 | default | - | - | 20 | SCALE_UP_LIMIT
            S11 | 10  | 500  | 1 | 1000 | 11P/60 100%/60 | default | - | - | 21 | SCALE_UP_LIMIT
            S12 | 10  | 50   | 1 | 1000 | 10000P/60 0%/0 | default | - | - | 50 | DESIRED_WITHIN_RANGE
            S13 | 10  | 500  | 1 | 1000 | 30P/60 0%/0 | default | - | - | 40 | SCALE_UP_LIMIT
            S14 | 10  | 50   | 1 | 1000 | 0P/0 200%/60 | default | - | - | 30 | SCALE_UP_LIMIT
            S15 | 10  | 2    | 1 | 1000 | default | default | - | - | 2 | DESIRED_WITHIN_RANGE
            S16 | 100 | 2    | 1 | 1000 | default | 2P/60 1%/60 | - | - | 98 | SCALE_DOWN_LIMIT
            S17 | 100 | 2    | 1 | 1000 | default | 2P/60 4%/60 | - | - | 96 | SCALE_DOWN_LIMIT
            S18 | 10  | 0    | 1 | 1000 | default | 100P/60 0%/0 | - | - | 1 | TOO_FEW_REPLICAS
            S19 | 10  | 5    | 1 | 1000 | default | 0P/0 100%/60 | - | - | 5 | DESIRED_WITHIN_RANGE
            S20 | 10  | 2    | 1 | 1000 | default | 5P/60 0%/0 | - | - | 5 | SCALE_DOWN_LIMIT
            S21 | 10  | 5    | 1 | 1000 | default | 0P/0 50%/60 | - | - | 5 | DESIRED_WITHIN_RANGE
            S22 | 5   | 2    | 1 | 1000 | default | 0P/0 25%/60 | - | - | 3 | SCALE_DOWN_LIMIT
            S23 | 100 | 200  | 1 | 1000 | 150P/300 0%/0 | default | 9@60 | - | 200 | DESIRED_WITHIN_RANGE
            S24 | 100 | 500  | 1 | 1000 | 150P/300 0%/0 | default | 50+50@120 | - | 150 | SCALE_UP_LIMIT
            S25 | 100 | 500  | 1 | 1000 | 0P/0 200%/300 | default | 50@100 | - | 150 | SCALE_UP_LIMIT
            S26 | 100 | 500  | 1 | 1000 | 0P/0 10%/300 | default | 50@100 | - | 100 | SCALE_UP_LIMIT
            S27 | 100 | 500  | 1 | 1000 | 20P/300 0%/0 | default | - | 30@60 | 150 | SCALE_UP_LIMIT
            S28 | 100 | 50   | 1 | 1000 | default | 20P/300 0%/0 | - | 15@60 | 95 | SCALE_DOWN_LIMIT
            S29 | 100 | 50   | 1 | 1000 | default | 20P/300 0%/0 | - | 30@60 | 100 | SCALE_DOWN_LIMIT
            S30 | 100 | 50   | 1 | 1000 | default | 0P/0 20%/300 | 20@60 | - | 64 | SCALE_DOWN_LIMIT
            S31 | 10  | 9    | 9 | 12   | default | 5P/60 0%/0 | - | - | 9 | DESIRED_WITHIN_RANGE
            """)
    void rates_and_bounds(
            String id,
            int current,
            int desired,
            int min,
            int max,
            String up,
            String down,
            String ups,
            String downs,
            int replicas,
            HpaReason reason) {
        HpaState state = new HpaState(List.of(), events(ups), events(downs), List.of());

        Limited limited =
                RateLimit.byPolicies(current, desired, min, max, behavior(up, down, SelectPolicy.MAX), state, NOW);

        assertThat(limited).isEqualTo(new Limited(replicas, reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | select | rules | now | up | down
            L6 | MIN | 2P/60 50%/60 | 1 | 2 | 0
            L7 | MIN | 2P/60 50%/60 | 5 | 7 | 3
            L8 | MAX | 2P/60 50%/60 | 5 | 8 | 2
            L9 | MIN | 4P/60 10%/60 | 80 | 84 | 76
            L10 | MAX | 4P/60 10%/60 | 80 | 88 | 72
            L11 | DISABLED | 2P/60 | 5 | 5 | 5
            """)
    void policies_select(String id, SelectPolicy select, String rules, int current, int up, int down) {
        ScalingRules both = rules(rules, "", select, 0);

        assertThat(RateLimit.upLimit(current, both, HpaState.NONE, NOW)).isEqualTo(up);
        assertThat(RateLimit.downLimit(current, both, HpaState.NONE, NOW)).isEqualTo(down);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | now | wanted | min | max | replicas | reason
            L1 | 5  | 7    | 3 | 8    | 7  | DESIRED_WITHIN_RANGE
            L2 | 3  | 1    | 2 | 8    | 2  | TOO_FEW_REPLICAS
            L3 | 1  | 0    | 0 | 10   | 0  | DESIRED_WITHIN_RANGE
            L4 | 20 | 1000 | 1 | 10   | 10 | TOO_MANY_REPLICAS
            L5 | 3  | 1000 | 1 | 2000 | 6  | SCALE_UP_LIMIT
            L12 | 1 | 1000 | 1 | 2000 | 4  | SCALE_UP_LIMIT
            L13 | 3 | 6    | 1 | 2000 | 6  | DESIRED_WITHIN_RANGE
            L14 | 9 | 1    | 1 | 2000 | 1  | DESIRED_WITHIN_RANGE
            """)
    void without_behavior_replicas_at_most_double(
            String id, int current, int desired, int min, int max, int replicas, HpaReason reason) {
        Limited limited =
                RateLimit.plain(current, desired, min, max, HpaState.NONE, HpaSettings.DEFAULT.syncPeriod(), NOW);

        assertThat(limited).isEqualTo(new Limited(replicas, reason));
    }

    @Test
    void without_behavior_replicas_double_once_in_a_sync_period_however_often_one_decides() {
        HpaState state = HpaState.NONE;
        List<Integer> ramp = new ArrayList<>();
        int current = 1;
        for (int second = 0; second <= 46; second += 2) {
            Instant now = NOW.plusSeconds(second);
            Duration period = HpaSettings.DEFAULT.syncPeriod();
            int next = RateLimit.plain(current, 1_000, 1, 1_000, state, period, now)
                    .replicas();
            if (next != current) {
                ramp.add(next);
                state = state.scaled(current, next, null, period, now);
                current = next;
            }
        }
        assertThat(ramp).containsExactly(4, 8, 16); // at 0, 16 and 32 s
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** {@code 4@120 5@60}: values with their ages in seconds. */
    private static List<Recommendation> recommendations(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(" ", -1))
                        .map(one -> one.split("@", 2))
                        .map(one ->
                                new Recommendation(NOW.minusSeconds(Long.parseLong(one[1])), Integer.parseInt(one[0])))
                        .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | log | wanted | result | log after
            T1 | -            | 5 | 5 | 1
            T2 | 4@120 5@60   | 3 | 5 | 3
            T3 | 4@600 5@60   | 3 | 5 | 2
            T4 | 10@600 9@540 | 3 | 3 | 2
            T5 | 4@120 5@60   | 7 | 7 | 3
            T12 | 9@300       | 3 | 9 | 2
            T13 | 9@301       | 3 | 3 | 1
            """)
    void without_behavior_the_highest_of_the_window_holds(String id, String log, int desired, int result, int size) {
        Stabilized stabilized = Stabilizer.plain(recommendations(log), desired, DOWN, NOW);

        assertThat(stabilized.replicas()).isEqualTo(result);
        assertThat(stabilized.log()).hasSize(size);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | log | now | wanted | up window | down window | result | stored
            T6  | -           | 100 | 5 | 0   | 0   | 5 | 5
            T7  | 4@120 5@60  | 4   | 5 | 0   | 300 | 5 | 4,5,5
            T8  | 4@120 5@60  | 1   | 7 | 300 | 0   | 4 | 4,5,7
            T9  | 10@600 9@540 | 6  | 3 | 0   | 300 | 3 | 10,3
            T10 | 4@120 5@60  | 1   | 3 | 0   | 300 | 3 | 4,5,3
            T11 | 4@120 5@60  | 6   | 3 | 0   | 300 | 5 | 4,5,3
            T14 | 9@300       | 9   | 3 | 0   | 300 | 3 | 9,3
            T15 | 10@270 9@240 8@210 9@180 9@150 8@120 9@90 8@60 9@30 | 10 | 8 | 0 | 300 | 10 | 10,9,8,9,9,8,9,8,9,8
            T16 | 2@120 3@90 19@60 10@30 3@15 | 2 | 4 | 300 | 0 | 2 | 2,3,19,10,3,4
            T17 | 4@60 | 5 | 5 | 300 | 300 | 5 | 4,5
            """)
    void with_behavior_each_direction_has_its_window(
            String id, String log, int current, int desired, int up, int down, int result, String stored) {
        Behavior behavior =
                new Behavior(rules("4P/15", "", SelectPolicy.MAX, up), rules("100%/15", "", SelectPolicy.MAX, down));

        Stabilized stabilized = Stabilizer.both(recommendations(log), current, desired, behavior, seconds(300), NOW);

        assertThat(stabilized.replicas()).isEqualTo(result);
        assertThat(stabilized.log()).extracting(one -> "" + one.replicas()).containsExactly(stored.split(",", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | before | rules | changed within 60 s | log after
            E1 | -    | none          | 0 | ''
            E2 | -    | 10P/60 100%/60 | 0 | 5
            E3 | 7@61 | none          | 0 | 7
            E4 | 7@61 | 10P/60 100%/60 | 0 | 5
            E5 | 7@58 | 10P/60 100%/60 | 7 | 7,5
            E6 | 7@58 | 10P/120 100%/60 | 7 | 7,5
            E7 | 7@100 | 10P/120 100%/60 | 0 | 7,5
            """)
    void a_scaling_is_remembered_as_long_as_a_policy_looks_back(
            String id, String before, String rules, int changed, String after) {
        List<ScaleEvent> events = recommendations(before).stream()
                .map(one -> new ScaleEvent(one.at(), one.replicas()))
                .toList();
        Behavior behavior = rules.equals("none") ? null : behavior(rules, rules, SelectPolicy.MAX);
        HpaState state = new HpaState(List.of(), events, events, List.of());
        String[] expected = after.isEmpty() ? new String[0] : after.split(",", -1);

        assertThat(RateLimit.changed(state.scaleUps(), seconds(60), NOW)).isEqualTo(changed);
        assertThat(state.scaled(10, 15, behavior, seconds(15), NOW).scaleUps())
                .extracting(one -> "" + one.change())
                .containsExactly(expected);
        assertThat(state.scaled(15, 10, behavior, seconds(15), NOW).scaleDowns())
                .extracting(one -> "" + one.change())
                .containsExactly(expected);
    }

    private static List<Integer> ramp(int from, int wanted, Behavior behavior, int everySeconds, int steps) {
        HpaState state = HpaState.NONE;
        List<Integer> ramp = new ArrayList<>();
        int current = from;
        for (int i = 0; i < steps; i++) {
            Instant now = NOW.plusSeconds((long) i * everySeconds);
            int next = RateLimit.byPolicies(current, wanted, 1, 10_000, behavior, state, now)
                    .replicas();
            state = state.scaled(current, next, behavior, seconds(15), now);
            current = next;
            ramp.add(next);
        }
        return ramp;
    }

    @Test
    void the_default_ramp_up() {
        assertThat(ramp(1, 10_000, behavior("default", "default", SelectPolicy.MAX), 15, 9))
                .containsExactly(5, 10, 20, 40, 80, 160, 320, 640, 1_280);
    }

    @Test
    void a_ramp_down_by_a_tenth_or_four() {
        assertThat(ramp(80, 10, behavior("default", "4P/60 10%/60", SelectPolicy.MAX), 60, 14))
                .containsExactly(72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10);
    }

    @Test
    void a_pod_a_minute_is_a_pod_a_minute_however_often_one_decides() {
        assertThat(ramp(1, 3, behavior("1P/60", "1P/60", SelectPolicy.MAX), 30, 5))
                .containsExactly(2, 2, 3, 3, 3);
    }

    @Test
    void a_long_log_is_thinned_and_still_gives_the_same_bounds() {
        var random = new java.util.Random(7);
        List<Recommendation> whole = new ArrayList<>();
        List<Recommendation> thinned = List.of();
        Behavior behavior =
                new Behavior(rules("4P/15", "", SelectPolicy.MAX, 600), rules("100%/15", "", SelectPolicy.MAX, 900));
        for (int i = 0; i < 5_000; i++) {
            Instant now = NOW.plusSeconds(2L * i);
            int desired = 1 + random.nextInt(50);
            int current = 1 + random.nextInt(50);
            Stabilized stabilized = Stabilizer.both(thinned, current, desired, behavior, DOWN, now);
            int lowest = whole.stream()
                    .filter(one -> one.at().isAfter(now.minusSeconds(600)))
                    .mapToInt(Recommendation::replicas)
                    .reduce(desired, Math::min);
            int highest = whole.stream()
                    .filter(one -> one.at().isAfter(now.minusSeconds(900)))
                    .mapToInt(Recommendation::replicas)
                    .reduce(desired, Math::max);
            assertThat(stabilized.replicas()).isEqualTo(Math.min(Math.max(current, lowest), highest));
            whole.add(new Recommendation(now, desired));
            thinned = stabilized.log();
            assertThat(thinned).hasSizeLessThanOrEqualTo(128);
        }
    }
}
