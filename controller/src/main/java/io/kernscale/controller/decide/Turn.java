// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.objective.Aim;
import java.time.Duration;

/**
 * When a step in may follow a step out. What was necessary a moment ago is likely to be so again: after the first hump of a
 * load comes the next one, and replicas that were started cold look idle once they are warm. A turn that is taken back costs
 * a start and spreads all connections anew, twice; so it must be worth it:
 *
 * <ul>
 *   <li>Where less than {@link #DEEP_RATIO} of the replicas is enough, the surge is over. Such a turn waits for
 *       {@link Starts#window}, as every step in.
 *   <li>Else most of them are needed for what there is, and little is lost while they stay: for {@link #window}.
 * </ul>
 *
 * <p>Example: 8 replicas that take 4 s to start. Where 5 were enough for 90 s, the steps in begin; where 6 were, they
 * begin after 300 s. Once they have begun, the next one is no turn, and goes from 6 to 5 where 5 were enough for 90 s.
 */
final class Turn {

    /** One of three may go soon, one of four stays for a while. */
    private static final double DEEP_RATIO = 0.75;

    private Turn() {}

    /** Whether the next step in is a turn: the step before went out, or nobody knows which way. */
    static boolean isNext(Situation situation) {
        LastScale last = situation.history().lastScale();
        return last != null && last.to() >= last.from();
    }

    /**
     * How long to look back before a turn that is not deep. Whoever names metrics has what is usual for them, at most; and
     * so has, under an objective, who went out twice as long ago: what was necessary then has lasted, and tells of no hump.
     */
    static Duration window(Situation situation) {
        Duration usual = situation.policy().hpa().downscaleStabilization();
        return situation.policy().hasMetrics() || isOld(situation, usual.multipliedBy(2))
                ? usual
                : Starts.turnWindow(situation.pods(), usual);
    }

    private static boolean isOld(Situation situation, Duration age) {
        LastScale last = situation.history().lastScale();
        return situation.aim() != null
                && last != null
                && Duration.between(last.at(), situation.now()).compareTo(age) >= 0;
    }

    /**
     * Whether so few replicas are enough that the rest is left from a surge. Under an objective, whose room moves, that
     * must be two at the least: one of two or three is soon asked for again.
     */
    static boolean isDeep(Situation situation, int enough) {
        boolean isMoreThanOne = situation.aim() == null || situation.replicas() - enough > 1;
        return isMoreThanOne && isDeep(enough, sized(situation));
    }

    /** Whether so few replicas are enough that what those {@link #sized} for something are more is left from a surge. */
    static boolean isDeep(int enough, double sized) {
        return enough < DEEP_RATIO * sized;
    }

    /**
     * The replicas that a demand was sized for. Where an objective has steps out go further than is needed, the rest tells
     * of no surge.
     */
    static double sized(Situation situation) {
        Aim aim = situation.aim();
        return situation.replicas() / (aim == null ? 1 : aim.stepRatio());
    }
}
