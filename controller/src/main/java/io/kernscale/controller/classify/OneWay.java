// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.EdgeRates;

/** Recognizes traffic that asks nothing. */
final class OneWay {

    private static final double ANSWERED_RATIO = 0.05;
    private static final double HEARTBEAT_BYTES = 16;
    private static final double HEARTBEATS_PER_SECOND = 1;

    private OneWay() {}

    /** Whether one side sends on and on and hardly gets an answer: logs, metrics, replication. */
    static boolean is(EdgeRates rates) {
        return !rates.takesTurns() && rates.answersPerSecond() <= ANSWERED_RATIO * asked(rates);
    }

    /** Whether nothing was sent, and nothing came. */
    static boolean isQuiet(EdgeRates rates) {
        return asked(rates) + rates.answersPerSecond() + rates.unaskedPerSecond() == 0;
    }

    /** Whether it exchanges a few bytes now and then, each side when it likes. */
    static boolean isHeartbeat(EdgeRates rates, LongWaits waits) {
        return waits.slow()
                && !isQuiet(rates)
                && rates.requestsPerSecond() <= HEARTBEATS_PER_SECOND * rates.open()
                && rates.sentBytesPerSecond() <= HEARTBEAT_BYTES * asked(rates)
                && rates.receivedBytesPerSecond()
                        <= HEARTBEAT_BYTES * (rates.answersPerSecond() + rates.unaskedPerSecond());
    }

    private static double asked(EdgeRates rates) {
        return rates.requestsPerSecond() + rates.overlapsPerSecond();
    }
}
