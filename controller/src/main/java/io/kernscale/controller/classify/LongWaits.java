// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Latencies;

/**
 * The turns of an edge that take long, told apart from the brief ones on the same peer and port by the histogram: a
 * consumer's blocking pop beside the commands of the same program.
 *
 * <p>Example: 1.02 outstanding and 200 answers a second in slot 6 (64 to 128 µs). These take 200 * 96 µs = 0.02 give or
 * take a third, so 1.0 is long: one connection that waits all the time.
 *
 * @param concurrency     long turns in progress, on average
 * @param brief           brief turns in progress, on average
 * @param turnsPerSecond  long turns that ended
 * @param connections     connections that wait long; none of them is a connection attempt
 */
record LongWaits(double concurrency, double brief, double turnsPerSecond, int connections) {

    /** A turn of this length or more may be a server's patience; servers that poll for messages have 0.5 s and more. */
    static final double LONG_SECONDS = 0.4;

    private static final int LONG_SLOT = 18; // from 0.26 s, below the half second that is a common patience
    private static final double CONSTANT_RATIO = 0.95;
    private static final double STILL_CONSTANT_RATIO = 0.8;
    private static final double UNCERTAIN_RATIO = 1.0 / 3; // of a slot's middle, up and down
    private static final double FEW = 0.05;

    static LongWaits of(EdgeRates rates) {
        Latencies answers = rates.answers();
        long total = 0;
        long longOnes = 0;
        double briefSeconds = 0;
        for (int slot = 0; slot < answers.size(); slot++) {
            long count = answers.count(slot);
            total += count;
            longOnes += slot < LONG_SLOT ? 0 : count;
            briefSeconds += slot < LONG_SLOT ? count * Math.scalb(1.5e-6, slot) : 0;
        }
        double perCount = total == 0 ? 0 : rates.answersPerSecond() / total;
        double brief = perCount * briefSeconds;
        double turns = total == 0 ? rates.answersPerSecond() : perCount * longOnes;
        double concurrency = Math.max(0, rates.outstanding() - brief);
        int now = brief < FEW ? rates.outstandingNow() : 0;
        int connections = (int) Math.min(rates.open(), Math.max(Math.round(concurrency), now));
        return new LongWaits(concurrency, brief, turns, connections);
    }

    /** Whether there is anything to speak of, and sure. */
    boolean any() {
        return concurrency >= FEW + uncertain();
    }

    private double uncertain() {
        return brief * UNCERTAIN_RATIO;
    }

    /** Whether the turns take as long as only patience, or a very slow peer, makes them; endless ones do. */
    boolean slow() {
        return any() && concurrency >= LONG_SECONDS * turnsPerSecond;
    }

    /** Whether the connections waited for the whole window. */
    boolean constant() {
        return slow()
                && connections > 0
                && uncertain() <= (1 - STILL_CONSTANT_RATIO) * connections
                && concurrency >= CONSTANT_RATIO * connections - uncertain()
                && concurrency <= connections / CONSTANT_RATIO + uncertain();
    }

    /** Whether they still wait for nearly all of it. */
    boolean nearlyConstant() {
        return slow() && connections > 0 && concurrency >= STILL_CONSTANT_RATIO * connections;
    }

    /** Whether the brief turns are worth a row of their own. */
    boolean mixed() {
        return any() && brief >= FEW;
    }

    /** The long turns of an edge alone. What belongs to no turn stays with the brief ones. */
    EdgeRates longOnly(EdgeRates rates) {
        int open = Math.min(connections, rates.open());
        return new EdgeRates(
                open,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                rates.rttSeconds(),
                0,
                Math.min(turnsPerSecond, rates.requestsPerSecond()),
                Math.min(turnsPerSecond, rates.answersPerSecond()),
                concurrency,
                Math.min(open, rates.outstandingNow()),
                rates.answers().slots(LONG_SLOT, Integer.MAX_VALUE),
                0,
                0);
    }

    /** The edge without its long turns. */
    EdgeRates briefOnly(EdgeRates rates) {
        EdgeRates apart = longOnly(rates);
        return new EdgeRates(
                rates.open() - apart.open(),
                rates.openedPerSecond(),
                rates.refusedPerSecond(),
                rates.resetPerSecond(),
                rates.timedOutPerSecond(),
                rates.closedPerSecond(),
                rates.sentBytesPerSecond(),
                rates.receivedBytesPerSecond(),
                rates.rttSeconds(),
                rates.retransmitsPerSecond(),
                rates.requestsPerSecond() - apart.requestsPerSecond(),
                rates.answersPerSecond() - apart.answersPerSecond(),
                Math.max(0, rates.outstanding() - concurrency),
                rates.outstandingNow() - apart.outstandingNow(),
                rates.answers().slots(0, LONG_SLOT),
                rates.overlapsPerSecond(),
                rates.unaskedPerSecond());
    }
}
