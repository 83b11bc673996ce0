// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.spec.Behavior;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes no lower than the highest recommendation of the window down, and no higher than the lowest of the window up.
 *
 * <p>Example: window down 300 s, recommended were 4 two minutes and 5 one minute ago, now it is 3 of 6 replicas: 5.
 */
public final class Stabilizer {

    /** Beyond this the log is thinned: 5 minutes of a decision every 2 seconds are 150. */
    static final int LONG = 64;

    private static final Comparator<Recommendation> LATEST_FIRST =
            Comparator.comparing(Recommendation::at).reversed();

    private Stabilizer() {}

    /** Without behavior: down only, the window's bound included. */
    static Stabilized plain(List<Recommendation> log, int desired, Duration window, Instant now) {
        Instant cutoff = now.minus(window);
        int highest = desired;
        for (Recommendation past : log) {
            if (!past.at().isBefore(cutoff)) {
                highest = Math.max(highest, past.replicas());
            }
        }
        return new Stabilized(
                highest,
                highest == desired ? HpaReason.READY_FOR_NEW_SCALE : HpaReason.SCALE_DOWN_STABILIZED,
                with(log, new Recommendation(now, desired), past -> past.at().isBefore(cutoff)));
    }

    /** With behavior: both ways, the windows' bounds not included. */
    static Stabilized both(
            List<Recommendation> log, int current, int desired, Behavior behavior, Duration usualDown, Instant now) {
        Instant upCutoff = now.minus(window(behavior.scaleUp().stabilizationWindowSeconds(), Duration.ZERO));
        Instant downCutoff = now.minus(window(behavior.scaleDown().stabilizationWindowSeconds(), usualDown));
        return both(log, current, desired, upCutoff, downCutoff, now);
    }

    /**
     * With a cutoff each way.
     *
     * @param upCutoff   recommendations after it hold back an increase
     * @param downCutoff recommendations after it hold back a decrease
     */
    public static Stabilized both(
            List<Recommendation> log, int current, int desired, Instant upCutoff, Instant downCutoff, Instant now) {
        int lowest = desired;
        int highest = desired;
        for (Recommendation past : log) {
            lowest = past.at().isAfter(upCutoff) ? Math.min(lowest, past.replicas()) : lowest;
            highest = past.at().isAfter(downCutoff) ? Math.max(highest, past.replicas()) : highest;
        }
        int stabilized = Math.min(Math.max(current, lowest), highest);
        return new Stabilized(
                stabilized,
                reason(current, desired, stabilized),
                with(
                        log,
                        new Recommendation(now, desired),
                        past -> past.at().isBefore(upCutoff) && past.at().isBefore(downCutoff)));
    }

    private static HpaReason reason(int current, int desired, int stabilized) {
        if (stabilized == desired) {
            return HpaReason.READY_FOR_NEW_SCALE;
        }
        return desired >= current ? HpaReason.SCALE_UP_STABILIZED : HpaReason.SCALE_DOWN_STABILIZED;
    }

    private static Duration window(@Nullable Integer seconds, Duration usual) {
        return seconds == null ? usual : Duration.ofSeconds(seconds);
    }

    /** The last of those that are over gives its place to the new one, as in the original. */
    private static List<Recommendation> with(
            List<Recommendation> log, Recommendation newest, Predicate<Recommendation> over) {
        List<Recommendation> next = new ArrayList<>(log);
        int old = -1;
        for (int i = 0; i < next.size(); i++) {
            old = over.test(next.get(i)) ? i : old;
        }
        if (old >= 0) {
            next.set(old, newest);
        } else {
            next.add(newest);
        }
        return next.size() > LONG ? thinned(next, newest, over) : next;
    }

    private static List<Recommendation> thinned(
            List<Recommendation> log, Recommendation newest, Predicate<Recommendation> over) {
        return undominated(log.stream()
                .filter(past -> !over.test(past) || Objects.equals(past, newest))
                .toList());
    }

    /**
     * Without what can decide nothing any more, because later ones are both as high and as low. What is left gives the
     * same bounds at any later time.
     */
    static List<Recommendation> undominated(List<Recommendation> log) {
        List<Recommendation> latestFirst = new ArrayList<>(log.reversed());
        latestFirst.sort(LATEST_FIRST);
        List<Recommendation> kept = new ArrayList<>();
        int highestLater = Integer.MIN_VALUE;
        int lowestLater = Integer.MAX_VALUE;
        for (Recommendation past : latestFirst) {
            if (past.replicas() > highestLater || past.replicas() < lowestLater) {
                kept.add(past);
            }
            highestLater = Math.max(highestLater, past.replicas());
            lowestLater = Math.min(lowestLater, past.replicas());
        }
        return kept.reversed();
    }
}
