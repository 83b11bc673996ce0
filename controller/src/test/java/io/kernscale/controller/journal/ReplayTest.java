// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionEngine;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole stories of decisions, at random from seeds that a failure names: each is made again from what the journal kept. */
class ReplayTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00.123456789Z");
    private static final AutoscalerId CART = new AutoscalerId("shop", "cart", "uid", 1);
    private static final int STORIES = 150;
    private static final int DECISIONS = 20;

    private final DecisionEngine engine = new DecisionEngine();
    private final InputsJson json = new InputsJson();

    private interface Check {
        void of(Inputs inputs, Decision decision);
    }

    private void tell(long seed, Check check) {
        Random random = new Random(seed);
        RandomInputs inputs = new RandomInputs(random);
        History history = History.NONE;
        int replicas = 1 + random.nextInt(10);
        Instant now = START;
        for (int i = 0; i < DECISIONS; i++) {
            Inputs in = inputs.next(replicas, history, now);
            Decision decision = engine.decide(in);
            try {
                check.of(in, decision);
            } catch (AssertionError e) {
                throw new AssertionError("with seed " + seed + ", decision " + i + ": " + e.getMessage(), e);
            }
            boolean written = decision.mode() == Mode.AUTO && random.nextInt(9) > 0;
            replicas = written ? decision.outcome().replicas() : Math.max(1, replicas + random.nextInt(3) - 1);
            history = written ? decision.onceScaled() : decision.history();
            now = now.plusMillis(1_900 + random.nextInt(60_000));
        }
    }

    @Test
    void every_decision_is_made_again_bit_for_bit() {
        for (long seed = 0; seed < STORIES; seed++) {
            tell(seed, (in, decision) -> {
                Inputs kept = json.read(json.write(in));
                assertThat(kept).isEqualTo(in);
                assertThat(engine.decide(kept)).isEqualTo(decision);
            });
        }
    }

    @Test
    void every_decision_stays_within_the_bounds_or_leaves_things_as_they_are() {
        for (long seed = 0; seed < STORIES; seed++) {
            tell(seed, (in, decision) -> {
                if (decision.outcome() instanceof Outcome.ScaleTo scale) {
                    assertThat(scale.replicas())
                            .isBetween(in.policy().minReplicas(), in.policy().maxReplicas())
                            .isNotEqualTo(in.state().replicas());
                } else {
                    assertThat(decision.outcome().replicas())
                            .isEqualTo(in.state().replicas());
                }
            });
        }
    }

    @Test
    void nothing_is_scaled_in_that_is_not_wholly_seen() {
        for (long seed = 0; seed < STORIES; seed++) {
            tell(seed, (in, decision) -> {
                boolean seen = in.observation().observedPods() == in.state().replicas();
                boolean within = in.state().replicas() <= in.policy().maxReplicas();
                if (!seen && within && in.policy().kernel().enabled() && isByTheLabel(in)) {
                    assertThat(decision.outcome().replicas())
                            .isGreaterThanOrEqualTo(in.state().replicas());
                }
            });
        }
    }

    /** With a label's policy on Metrics the user has asked for the metrics alone. */
    private static boolean isByTheLabel(Inputs in) {
        return in.policy().kernel().labels().equals(KernelSpec.Labels.DEFAULT);
    }

    @Test
    void the_journal_keeps_what_differs_and_is_bounded() {
        Journal journal = new Journal(8, 1 << 20);
        tell(3, (in, decision) -> journal.decided(CART, in, decision));

        List<Entry> entries = journal.of("shop", "cart");
        assertThat(entries).hasSize(8).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
        assertThat(json.tree(entries.getFirst().inputs())
                        .get("state")
                        .get("replicas")
                        .intValue())
                .isEqualTo(entries.getFirst().replicas());
        assertThat(journal.of("shop", "other")).isEmpty();
        journal.retain(List.of());
        assertThat(journal.of("shop", "cart")).isEmpty();
    }

    @Test
    void many_autoscalers_share_the_bytes() {
        Journal journal = new Journal(64, 20_000);
        for (int i = 0; i < 10; i++) {
            AutoscalerId one = new AutoscalerId("shop", "cart-" + i, "uid", 1);
            tell(i, (in, decision) -> journal.decided(one, in, decision));
        }
        long bytes = IntStream.range(5, 10)
                .mapToObj(i -> journal.of("shop", "cart-" + i))
                .flatMap(List::stream)
                .mapToLong(entry -> entry.inputs().length)
                .sum();
        assertThat(bytes).isLessThan(20_000);
    }
}
