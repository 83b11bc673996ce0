// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaState.ScaleEvent;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far replicas may go at once, by policies and bounds.
 *
 * <p>A policy counts from the replicas at the start of its period: those of now, less what was added and plus what was
 * removed since. Example: 10 replicas, 5 of them added 30 s ago, 100 % a minute: (10 - 5) * 2 = 10, so no more now.
 */
public final class RateLimit {

    private static final double PLAIN_FACTOR = 2;
    private static final double PLAIN_LEAST = 4;

    private RateLimit() {}

    /** A number of replicas, and what kept it from being another. */
    public record Limited(int replicas, HpaReason reason) {
        public Limited {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Without behavior: at most twice as many, or 4. The original decides once in a sync period and counts from the
     * replicas of now; who decides more often must not double more often, so this counts from the replicas of a sync
     * period ago. The two are the same where nothing was added within the period.
     */
    static Limited plain(int current, int desired, int min, int max, HpaState state, Duration syncPeriod, Instant now) {
        int start = current - changed(state.plainScaleUps(), syncPeriod, now);
        int limit = Math.max((int) Math.max(PLAIN_FACTOR * start, PLAIN_LEAST), current);
        return bounded(
                desired,
                min,
                Math.min(limit, max),
                max > limit ? HpaReason.SCALE_UP_LIMIT : HpaReason.TOO_MANY_REPLICAS);
    }

    private static Limited bounded(int desired, int min, int most, HpaReason reason) {
        if (desired < min) {
            return new Limited(min, HpaReason.TOO_FEW_REPLICAS);
        }
        return desired > most ? new Limited(most, reason) : new Limited(desired, HpaReason.DESIRED_WITHIN_RANGE);
    }

    /** With behavior. */
    public static Limited byPolicies(
            int current, int desired, int min, int max, Behavior behavior, HpaState state, Instant now) {
        if (desired > current) {
            int limit = Math.max(current, upLimit(current, behavior.scaleUp(), state, now));
            int most = Math.min(limit, max);
            return desired > most
                    ? new Limited(most, max > limit ? HpaReason.SCALE_UP_LIMIT : HpaReason.TOO_MANY_REPLICAS)
                    : new Limited(desired, HpaReason.DESIRED_WITHIN_RANGE);
        }
        if (desired < current) {
            int limit = Math.min(current, downLimit(current, behavior.scaleDown(), state, now));
            int least = Math.max(limit, min);
            return desired < least
                    ? new Limited(least, min < limit ? HpaReason.SCALE_DOWN_LIMIT : HpaReason.TOO_FEW_REPLICAS)
                    : new Limited(desired, HpaReason.DESIRED_WITHIN_RANGE);
        }
        return new Limited(desired, HpaReason.DESIRED_WITHIN_RANGE);
    }

    /** The most that the rules for scaling up allow now. */
    public static int upLimit(int current, ScalingRules rules, HpaState state, Instant now) {
        if (rules.selectPolicy() == SelectPolicy.DISABLED) {
            return current;
        }
        boolean least = rules.selectPolicy() == SelectPolicy.MIN;
        int result = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (RatePolicy policy : rules.policies()) {
            double start = periodStart(current, policy, state, now);
            int proposed = policy.type() == PolicyType.PODS
                    ? (int) (start + policy.value())
                    : (int) Math.ceil(start * (1 + policy.value() / 100.0));
            result = least ? Math.min(result, proposed) : Math.max(result, proposed);
        }
        return result;
    }

    /** The fewest that the rules for scaling down allow now. */
    public static int downLimit(int current, ScalingRules rules, HpaState state, Instant now) {
        if (rules.selectPolicy() == SelectPolicy.DISABLED) {
            return current;
        }
        boolean least = rules.selectPolicy() == SelectPolicy.MIN;
        int result = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (RatePolicy policy : rules.policies()) {
            double start = periodStart(current, policy, state, now);
            int proposed = policy.type() == PolicyType.PODS
                    ? (int) (start - policy.value())
                    : (int) (start * (1 - policy.value() / 100.0));
            result = least ? Math.max(result, proposed) : Math.min(result, proposed);
        }
        return result;
    }

    private static double periodStart(int current, RatePolicy policy, HpaState state, Instant now) {
        Duration period = Duration.ofSeconds(policy.periodSeconds());
        return (double) current - changed(state.scaleUps(), period, now) + changed(state.scaleDowns(), period, now);
    }

    /** Replicas that the events after the start of the period have changed. */
    static int changed(List<ScaleEvent> events, Duration period, Instant now) {
        Instant cutoff = now.minus(period);
        return events.stream()
                .filter(event -> event.at().isAfter(cutoff))
                .mapToInt(ScaleEvent::change)
                .sum();
    }
}
