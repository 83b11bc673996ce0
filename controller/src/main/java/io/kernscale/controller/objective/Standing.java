// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

/**
 * How an objective stands, and the rule that follows it: an integral of the burn rate, which is late answers by those that
 * may be late. Three windows, as in multi-window alerts on burn rates: half a minute says what the present room does, five
 * minutes whether it may become less, and the budget of half an hour which burn rate to keep.
 *
 * <p>Example: one of 100 answers may be late. In the last half minute 3 were, and the budget is spent as it may be: the burn
 * rate of 3 is 2 above the set point of 1, so what may be used falls by 2 * 4 points a minute, in 2 s from 0.8 to 0.7973.
 *
 * @param usableRatio   the part of its CPU that a workload on the path may use, if its pods start quickly
 * @param newestRatio   late answers by all, mean of some 30 s
 * @param lateRatio     the same of some 5 min
 * @param waitRatio     see {@link Reading}, mean of some 30 s
 * @param budgetAnswers answers of some 30 min, the older the less they count
 * @param budgetLate    of these, late ones
 * @param calmSeconds   since pods have started last
 */
record Standing(
        double usableRatio,
        double newestRatio,
        double lateRatio,
        double waitRatio,
        double budgetAnswers,
        double budgetLate,
        double calmSeconds) {

    static final double LEAST_USABLE = 0.4;
    static final double MOST_USABLE = 0.92;

    private static final double NEWEST_SECONDS = 30;
    private static final double RECENT_SECONDS = 300;
    private static final double BUDGET_SECONDS = 1_800;

    /** Until the queue of before is answered, and its answers are counted. */
    private static final double SETTLING_SECONDS = 10;

    /** Before anything is known half of the budget is taken to be spent. */
    private static final double SPENT_AT_FIRST = 0.5;

    private static final double SET_POINT_GAIN = 2;
    private static final double LEAST_SET_POINT = 0.5;
    private static final double MOST_SET_POINT = 2;

    private static final double RISE_PER_SECOND = 0.02 / 60;
    private static final double FALL_PER_SECOND = 0.04 / 60;

    /** Answers that are late because pods start are cured by those that come more than by more room. */
    private static final double FALL_PER_SECOND_OF_START = 0.01 / 60;

    /** Of a surge the demand tells how many replicas it takes; here it must not count a second time. */
    private static final double MOST_EXCESS = 2;

    /** So little of the requests' time is spent waiting for a CPU that more room brings nothing. */
    private static final double CURABLE_WAIT_RATIO = 0.03;

    /** Where many more answers are late than may be and fewer requests wait for a CPU, something else is slow. */
    private static final double FAULT_BURN_RATE = 3;

    private static final double FAULT_WAIT_RATIO = 0.1;

    /** Who uses little of what is usable would do so with more or less of it. */
    private static final double AT_WORK_RATIO = 0.45;

    /** Where nothing has been seen yet. */
    static Standing at(double usableRatio) {
        return new Standing(Math.clamp(usableRatio, LEAST_USABLE, MOST_USABLE), 0, 0, 0, 0, 0, 0);
    }

    /**
     * The standing after one more window.
     *
     * @param allowed the share of answers that may be late, above 0
     * @param pace    1 where all pods of the path start quickly, less where some do not, see {@link StartRoom#pace}
     */
    Standing next(Reading now, double allowed, double pace) {
        if (now.answers() == 0 || isFaultOfOthers(now, allowed)) {
            return this;
        }
        double fade = Math.exp(-now.seconds() / BUDGET_SECONDS);
        boolean first = budgetAnswers == 0;
        double full = now.answers() / now.seconds() * BUDGET_SECONDS;
        Standing seen = new Standing(
                usableRatio,
                mean(newestRatio, now.lateRatio(), now, NEWEST_SECONDS),
                mean(lateRatio, now.lateRatio(), now, RECENT_SECONDS),
                mean(waitRatio, now.waitRatio(), now, NEWEST_SECONDS),
                (first ? full : budgetAnswers) * fade + now.answers(),
                (first ? full * allowed * SPENT_AT_FIRST : budgetLate) * fade + now.late(),
                now.starting() ? 0 : calmSeconds + now.seconds());
        boolean atWork = now.usedRatio() >= AT_WORK_RATIO * usableRatio;
        return atWork ? seen.moved(pace * seen.perSecond(allowed) * now.seconds()) : seen;
    }

    private static boolean isFaultOfOthers(Reading now, double allowed) {
        return now.lateRatio() > FAULT_BURN_RATE * allowed && now.waitRatio() < FAULT_WAIT_RATIO;
    }

    private static double mean(double before, double newest, Reading now, double seconds) {
        return before + (1 - Math.exp(-now.seconds() / seconds)) * (newest - before);
    }

    /** Change of what is usable. */
    private double perSecond(double allowed) {
        double setPoint = setPoint(allowed);
        double excess = newestRatio / allowed - setPoint;
        boolean calm = calmSeconds >= SETTLING_SECONDS;
        if (excess > 0) {
            double fall = calm ? FALL_PER_SECOND : FALL_PER_SECOND_OF_START;
            return waitRatio < CURABLE_WAIT_RATIO ? 0 : -fall * Math.min(excess, MOST_EXCESS);
        }
        double slack = Math.min(-excess, setPoint - lateRatio / allowed);
        return calm ? RISE_PER_SECOND * Math.clamp(slack, 0, 1) : 0;
    }

    /** The burn rate to keep: 1 where the budget is spent as planned, less where more is. */
    private double setPoint(double allowed) {
        double spent = budgetLate / budgetAnswers / allowed;
        return Math.clamp(1 + SET_POINT_GAIN * (1 - spent), LEAST_SET_POINT, MOST_SET_POINT);
    }

    private Standing moved(double change) {
        return new Standing(
                Math.clamp(usableRatio + change, LEAST_USABLE, MOST_USABLE),
                newestRatio,
                lateRatio,
                waitRatio,
                budgetAnswers,
                budgetLate,
                calmSeconds);
    }
}
