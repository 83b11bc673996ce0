// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * Adds up edges, of which there are hundreds of thousands in a round: in one place for each number, and not in a new record
 * for each edge. Of one thread.
 */
final class EdgeSum {

    /** While there is but one, it is the sum. */
    private @Nullable EdgeRates only;

    private long open;
    private double opened;
    private double refused;
    private double reset;
    private double timedOut;
    private double closed;
    private double sentBytes;
    private double receivedBytes;
    private double rttSeconds;
    private double retransmits;
    private double requests;
    private double answered;
    private double outstanding;
    private long outstandingNow;
    private double overlaps;
    private double unasked;
    private final LatencySum answers = new LatencySum();

    EdgeSum(EdgeRates first) {
        this.only = first;
    }

    void add(EdgeRates rates) {
        EdgeRates first = only;
        if (first != null) {
            only = null;
            include(first);
        }
        include(rates);
    }

    private void include(EdgeRates rates) {
        open += rates.open();
        opened += rates.openedPerSecond();
        refused += rates.refusedPerSecond();
        reset += rates.resetPerSecond();
        timedOut += rates.timedOutPerSecond();
        closed += rates.closedPerSecond();
        sentBytes += rates.sentBytesPerSecond();
        receivedBytes += rates.receivedBytesPerSecond();
        rttSeconds = Math.max(rttSeconds, rates.rttSeconds());
        retransmits += rates.retransmitsPerSecond();
        requests += rates.requestsPerSecond();
        answered += rates.answersPerSecond();
        outstanding += rates.outstanding();
        outstandingNow += rates.outstandingNow();
        answers.add(rates.answers());
        overlaps += rates.overlapsPerSecond();
        unasked += rates.unaskedPerSecond();
    }

    /** What it has come to. Gauges that no int can hold are as high as one can be. */
    EdgeRates rates() {
        EdgeRates first = only;
        if (first != null) {
            return first;
        }
        return new EdgeRates(
                (int) Math.min(open, Integer.MAX_VALUE),
                opened,
                refused,
                reset,
                timedOut,
                closed,
                sentBytes,
                receivedBytes,
                rttSeconds,
                retransmits,
                requests,
                answered,
                outstanding,
                (int) Math.min(outstandingNow, Integer.MAX_VALUE),
                answers.latencies(),
                overlaps,
                unasked);
    }
}
