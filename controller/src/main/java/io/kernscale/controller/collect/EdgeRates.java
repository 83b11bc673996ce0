// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;

/**
 * What TCP sockets exchanged with a peer over a window, added up over sockets (and over pods, where a workload's edges
 * are added). Counts are per second. See {@code io.kernscale.wire.EdgeCounters} for what a turn is.
 *
 * @param open                 established connections at the end of the window (a gauge)
 * @param openedPerSecond      connections established
 * @param refusedPerSecond     connections refused, or without a route
 * @param resetPerSecond       connections reset
 * @param timedOutPerSecond    connections given up for want of an answer
 * @param closedPerSecond      connections that ended after they had been established
 * @param sentBytesPerSecond   payload sent
 * @param receivedBytesPerSecond payload received
 * @param rttSeconds           smoothed round-trip time, of the slowest row that knows one; 0 when none does
 * @param retransmitsPerSecond segments sent again
 * @param requestsPerSecond    turns begun
 * @param answersPerSecond     turns ended by an answer
 * @param outstanding          turns in progress on average over the window: the concurrency spent on this peer
 * @param outstandingNow       turns in progress at its end (a gauge)
 * @param answers              answers of the window, by the time they took
 * @param overlapsPerSecond    requests sent a while after another that was still unanswered
 * @param unaskedPerSecond     answers that came a while after the one that ended the turn
 */
public record EdgeRates(
        int open,
        double openedPerSecond,
        double refusedPerSecond,
        double resetPerSecond,
        double timedOutPerSecond,
        double closedPerSecond,
        double sentBytesPerSecond,
        double receivedBytesPerSecond,
        double rttSeconds,
        double retransmitsPerSecond,
        double requestsPerSecond,
        double answersPerSecond,
        double outstanding,
        int outstandingNow,
        Latencies answers,
        double overlapsPerSecond,
        double unaskedPerSecond) {

    /** Nothing was exchanged. */
    public static final EdgeRates NONE = new EdgeRates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Latencies.NONE, 0, 0);

    /** From this part of the turns on that did not go as turns go, their times say little. */
    private static final double UNCLEAR_RATIO = 0.1;

    public EdgeRates {
        Rates.check(open, "edge.open");
        Rates.check(openedPerSecond, "edge.openedPerSecond");
        Rates.check(refusedPerSecond, "edge.refusedPerSecond");
        Rates.check(resetPerSecond, "edge.resetPerSecond");
        Rates.check(timedOutPerSecond, "edge.timedOutPerSecond");
        Rates.check(closedPerSecond, "edge.closedPerSecond");
        Rates.check(sentBytesPerSecond, "edge.sentBytesPerSecond");
        Rates.check(receivedBytesPerSecond, "edge.receivedBytesPerSecond");
        Rates.check(rttSeconds, "edge.rttSeconds");
        Rates.check(retransmitsPerSecond, "edge.retransmitsPerSecond");
        Rates.check(requestsPerSecond, "edge.requestsPerSecond");
        Rates.check(answersPerSecond, "edge.answersPerSecond");
        Rates.check(outstanding, "edge.outstanding");
        Rates.check(outstandingNow, "edge.outstandingNow");
        requireNonNull(answers, "answers");
        Rates.check(overlapsPerSecond, "edge.overlapsPerSecond");
        Rates.check(unaskedPerSecond, "edge.unaskedPerSecond");
    }

    /** The sum of two edges. */
    public EdgeRates plus(EdgeRates other) {
        return sum(List.of(this, other));
    }

    /** The sum of all; {@link #NONE} where there is none. */
    public static EdgeRates sum(Collection<EdgeRates> all) {
        EdgeSum sum = null;
        for (EdgeRates one : all) {
            if (sum == null) {
                sum = new EdgeSum(one);
            } else {
                sum.add(one);
            }
        }
        return sum == null ? NONE : sum.rates();
    }

    /** A part of it: what falls to one of several peers. */
    EdgeRates part(double ratio) {
        if (ratio == 1) {
            return this;
        }
        return new EdgeRates(
                (int) Math.round(open * ratio),
                openedPerSecond * ratio,
                refusedPerSecond * ratio,
                resetPerSecond * ratio,
                timedOutPerSecond * ratio,
                closedPerSecond * ratio,
                sentBytesPerSecond * ratio,
                receivedBytesPerSecond * ratio,
                rttSeconds,
                retransmitsPerSecond * ratio,
                requestsPerSecond * ratio,
                answersPerSecond * ratio,
                outstanding * ratio,
                (int) Math.round(outstandingNow * ratio),
                answers.part(ratio),
                overlapsPerSecond * ratio,
                unaskedPerSecond * ratio);
    }

    /** Whether there was no connection, and no try to make one. */
    boolean isNothing() {
        double exchanged = openedPerSecond + closedPerSecond + sentBytesPerSecond + receivedBytesPerSecond;
        double turns = requestsPerSecond + answersPerSecond + outstanding + outstandingNow;
        return open == 0 && exchanged == 0 && turns == 0 && failuresPerSecond() == 0;
    }

    /**
     * Whether the protocol takes turns, so that times and concurrency are what they seem. Pipelining, multiplexing,
     * streaming and pushing do not. Example: 100 requests a second with 8 overlaps and 1 unasked answer are clear.
     */
    public boolean takesTurns() {
        return overlapsPerSecond + unaskedPerSecond <= UNCLEAR_RATIO * requestsPerSecond;
    }

    /** Connections and attempts that failed, a second. */
    public double failuresPerSecond() {
        return refusedPerSecond + resetPerSecond + timedOutPerSecond;
    }
}
