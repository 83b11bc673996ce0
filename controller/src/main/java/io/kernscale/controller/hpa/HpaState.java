// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules remember of one autoscaler. Immutable and bounded.
 *
 * @param recommendations replicas before stabilization, oldest first
 * @param scaleUps        replicas added lately, oldest first
 * @param scaleDowns      replicas removed lately, oldest first
 * @param plainScaleUps   replicas added within the last sync period while there was no behavior, oldest first
 */
public record HpaState(
        List<Recommendation> recommendations,
        List<ScaleEvent> scaleUps,
        List<ScaleEvent> scaleDowns,
        List<ScaleEvent> plainScaleUps) {

    /** Of an autoscaler never seen. */
    public static final HpaState NONE = new HpaState(List.of(), List.of(), List.of(), List.of());

    private static final Duration LONGEST_GAP = Duration.ofMinutes(1);
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);

    /** Before stabilization. */
    public record Recommendation(Instant at, int replicas) {
        public Recommendation {
            requireNonNull(at, "at");
        }
    }

    /**
     * A scaling that was carried out.
     *
     * @param change replicas added or removed, above 0
     */
    public record ScaleEvent(Instant at, int change) {
        public ScaleEvent {
            requireNonNull(at, "at");
        }
    }

    public HpaState {
        recommendations = List.copyOf(recommendations);
        scaleUps = List.copyOf(scaleUps);
        scaleDowns = List.copyOf(scaleDowns);
        plainScaleUps = List.copyOf(plainScaleUps);
    }

    /**
     * The recommendations without those that can decide nothing any more; beyond {@code most} the oldest neighbours
     * merge into the higher of them with the later time, which holds back a decrease rather than lets one through.
     */
    public List<Recommendation> compact(int most) {
        List<Recommendation> kept = new ArrayList<>(Stabilizer.undominated(recommendations));
        while (kept.size() > most) {
            Recommendation oldest = kept.removeFirst();
            Recommendation next = kept.getFirst();
            kept.set(0, new Recommendation(next.at(), Math.max(oldest.replicas(), next.replicas())));
        }
        return kept;
    }

    /**
     * The same after a gap: where nobody decided for a minute, or the clock was set, the present replicas stand for what
     * is not known, so that a window that was never watched lets nothing through. What lies in the future is forgotten.
     */
    public HpaState bridged(int replicas, Instant now) {
        if (recommendations.isEmpty()) {
            return this;
        }
        if (isWatched(now)) {
            return this;
        }
        List<Recommendation> past = new ArrayList<>(recommendations);
        past.removeIf(one -> one.at().isAfter(now.plus(CLOCK_SLACK)));
        return withRecommendations(past).recommending(replicas, now);
    }

    /** With one more recommendation. */
    public HpaState recommending(int replicas, Instant now) {
        List<Recommendation> all = new ArrayList<>(recommendations);
        all.add(new Recommendation(now, replicas));
        return withRecommendations(all);
    }

    /** Whether somebody decided within the last minute, and nobody in the future. */
    private boolean isWatched(Instant now) {
        Instant latest = now.plus(CLOCK_SLACK);
        Instant oldest = now.minus(LONGEST_GAP);
        boolean watched = false;
        for (Recommendation one : recommendations) {
            if (one.at().isAfter(latest)) {
                return false;
            }
            watched |= !one.at().isBefore(oldest);
        }
        return watched;
    }

    /** With other recommendations. */
    public HpaState withRecommendations(List<Recommendation> others) {
        return new HpaState(others, scaleUps, scaleDowns, plainScaleUps);
    }

    /** With the scalings of another state: what was carried out is one history, whoever looks at it. */
    public HpaState withScalesOf(HpaState other) {
        return new HpaState(recommendations, other.scaleUps, other.scaleDowns, other.plainScaleUps);
    }

    /** After a scaling that was carried out. What no policy looks back upon any more is dropped. */
    public HpaState scaled(int from, int to, @Nullable Behavior behavior, Duration syncPeriod, Instant now) {
        if (behavior == null) {
            return to > from
                    ? new HpaState(
                            recommendations, scaleUps, scaleDowns, with(plainScaleUps, to - from, syncPeriod, now))
                    : this;
        }
        if (to > from) {
            return new HpaState(
                    recommendations,
                    with(scaleUps, to - from, longestPeriod(behavior.scaleUp()), now),
                    scaleDowns,
                    plainScaleUps);
        }
        return to < from
                ? new HpaState(
                        recommendations,
                        scaleUps,
                        with(scaleDowns, from - to, longestPeriod(behavior.scaleDown()), now),
                        plainScaleUps)
                : this;
    }

    private static List<ScaleEvent> with(List<ScaleEvent> events, int change, Duration longest, Instant now) {
        List<ScaleEvent> kept = new ArrayList<>(events);
        kept.removeIf(event -> event.at().isBefore(now.minus(longest)));
        kept.add(new ScaleEvent(now, change));
        return kept;
    }

    private static Duration longestPeriod(ScalingRules rules) {
        return Duration.ofSeconds(rules.policies().stream()
                .mapToInt(RatePolicy::periodSeconds)
                .max()
                .orElse(0));
    }
}
