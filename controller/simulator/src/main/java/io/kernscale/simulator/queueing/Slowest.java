// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import java.util.List;

/** How long it takes until the last of several answers is there. */
final class Slowest {

    private Slowest() {}

    /**
     * The mean maximum of independent exponential times, by inclusion and exclusion. Example: two of 10 ms take 15 ms:
     * 10 + 10 - 1 / (1/10 + 1/10).
     *
     * @param meanSeconds each above 0; at most 20
     */
    static double meanSeconds(List<Double> meanSeconds) {
        double sum = 0;
        for (int chosen = 1; chosen < 1 << meanSeconds.size(); chosen++) {
            double rate = 0;
            for (int i = 0; i < meanSeconds.size(); i++) {
                rate += (chosen >> i & 1) / meanSeconds.get(i);
            }
            sum += (Integer.bitCount(chosen) % 2 == 1 ? 1 : -1) / rate;
        }
        return sum;
    }
}
