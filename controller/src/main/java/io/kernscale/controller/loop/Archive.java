// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Past.Moment;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.HpaState.ScaleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what is remembered of an autoscaler into what its status keeps, and back. */
final class Archive {

    /** Decisions that a status keeps. */
    static final int MOST_DECISIONS = 10;

    /** Entries of each other list that a status keeps. */
    static final int MOST_MOMENTS = 16;

    private Archive() {}

    /**
     * What the status keeps.
     *
     * @param usableRatio how far its latency objective has come; null where it has none
     */
    static Past of(History history, @Nullable Double usableRatio, List<PastDecision> decisions) {
        HpaState pace = history.pace();
        return new Past(
                recommendations(pace),
                recommendations(history.hpa()),
                events(Stream.concat(pace.scaleUps().stream(), pace.plainScaleUps().stream())),
                events(pace.scaleDowns().stream()),
                usableRatio == null ? null : (Double) (Math.rint(usableRatio * 1_000) / 1_000),
                decisions);
    }

    private static List<Moment> recommendations(HpaState state) {
        return state.compact(MOST_MOMENTS).stream()
                .map(one -> new Moment(one.at(), one.replicas()))
                .toList();
    }

    private static List<Moment> events(Stream<ScaleEvent> events) {
        List<Moment> all = events.map(one -> new Moment(one.at(), one.change())).toList();
        return all.subList(Math.max(0, all.size() - MOST_MOMENTS), all.size());
    }

    /** Where the controller that wrote the status left off. */
    static History restored(Past past, @Nullable Instant lastScaleTime) {
        List<ScaleEvent> ups = events(past.scaleUps());
        List<ScaleEvent> downs = events(past.scaleDowns());
        return History.restored(
                new HpaState(recommendations(past.recommendations()), ups, downs, ups),
                new HpaState(recommendations(past.hpaRecommendations()), ups, downs, ups),
                lastScaleTime);
    }

    private static List<Recommendation> recommendations(List<Moment> moments) {
        return moments.stream()
                .map(one -> new Recommendation(one.at(), one.replicas()))
                .toList();
    }

    private static List<ScaleEvent> events(List<Moment> moments) {
        return moments.stream()
                .filter(one -> one.replicas() > 0)
                .map(one -> new ScaleEvent(one.at(), one.replicas()))
                .toList();
    }

    /** The decisions with one more, where it differs from the newest. */
    static List<PastDecision> with(
            List<PastDecision> decisions, Label label, int replicas, Decision decision, Instant now) {
        PastDecision next = new PastDecision(
                now,
                replicas,
                decision.outcome().replicas(),
                decision.hpaReplicas(),
                label.text(),
                StatusBuilder.reason(decision.outcome()));
        if (!decisions.isEmpty() && isSame(decisions.getFirst(), next)) {
            return decisions;
        }
        List<PastDecision> all = new ArrayList<>(decisions);
        all.addFirst(next);
        return all.subList(0, Math.min(all.size(), MOST_DECISIONS));
    }

    private static boolean isSame(PastDecision a, PastDecision b) {
        return a.replicas() == b.replicas()
                && a.desired() == b.desired()
                && Objects.equals(a.hpa(), b.hpa())
                && Objects.equals(a.label(), b.label())
                && a.reason().equals(b.reason());
    }
}
