// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.classify.Label;
import io.kernscale.controller.hpa.HpaState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the engine remembers of one workload. Bounded and immutable.
 *
 * @param label           the label of the window before; null before the first
 * @param labelSince      when it became so; null before the first
 * @param levels          of the window before; null before the first and after a gap
 * @param meanRunCores    CPU use, smoothed over some windows; 0 before the first
 * @param baseline        what the work looks like while there is CPU for it; null until seen
 * @param crowding        how long its threads wait at what use of the CPU
 * @param swing           how far its demand swings
 * @param lastScale       null until there was one
 * @param settlingSince   since when fresh pods have held back a scale-out; null when they do not
 * @param onsetAwaited    whether the window before was held for an onset in it
 * @param pace          recommendations before stabilization, and scalings that were carried out
 * @param hpa           the same as the Horizontal Pod Autoscaler would have it; its scalings are {@code pace}'s
 */
public record History(
        @Nullable Label label,
        @Nullable Instant labelSince,
        @Nullable Levels levels,
        double meanRunCores,
        @Nullable Baseline baseline,
        Crowding crowding,
        Swing swing,
        @Nullable LastScale lastScale,
        @Nullable Instant settlingSince,
        boolean onsetAwaited,
        HpaState pace,
        HpaState hpa) {

    /** Of a workload never seen. */
    public static final History NONE = new History(
            null,
            null,
            null,
            0,
            null,
            Crowding.UNKNOWN,
            Swing.UNKNOWN,
            null,
            null,
            false,
            HpaState.NONE,
            HpaState.NONE);

    /** Where another controller left off: windows and paces go on, what the work looks like is to be seen anew. */
    public static History restored(HpaState pace, HpaState hpa, @Nullable Instant lastScaleAt) {
        LastScale last = lastScaleAt == null ? null : new LastScale(lastScaleAt, 0, 0, 0, null);
        return NONE.with(last, pace, hpa);
    }

    /** The same with the scalings that somebody else has carried out. */
    public History withScalesOf(History other) {
        return with(other.lastScale, pace.withScalesOf(other.pace), hpa);
    }

    /**
     * The same with a scaling that the leader before has carried out and not lived to tell of. Nobody knows when that was
     * and why: it counts as of now, and as what was thought necessary.
     */
    public History withUntoldScale(int from, int to, ScalingPolicy policy, Instant now) {
        LastScale untold = new LastScale(now, Math.max(1, from), to, 0, null);
        HpaState scaled =
                pace.scaled(from, to, policy.spec().behavior(), policy.hpa().syncPeriod(), now);
        return with(untold, scaled.recommending(to, now), hpa.recommending(to, now));
    }

    /** The same after other scalings and recommendations: what was seen of the workload stays. */
    History with(@Nullable LastScale lastScale, HpaState pace, HpaState hpa) {
        return new History(
                label,
                labelSince,
                levels,
                meanRunCores,
                baseline,
                crowding,
                swing,
                lastScale,
                settlingSince,
                onsetAwaited,
                pace,
                hpa);
    }

    public History {
        requireNonNull(crowding, "crowding");
        requireNonNull(swing, "swing");
        requireNonNull(pace, "pace");
        requireNonNull(hpa, "hpa");
    }
}
