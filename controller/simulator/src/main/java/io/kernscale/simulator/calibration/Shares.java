// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a pod's serving threads divide their time.
 *
 * @param percent of serving threads times wall time
 */
record Shares(Map<Share, Double> percent) {

    Shares {
        percent = new EnumMap<>(percent);
    }

    /**
     * Of a window. Example: 4 threads and 5 s are 20 s; 5 s of them on a CPU are a share of 25 %. Threads that serve
     * nobody, such as the one that accepts connections, block all the time and are in no share.
     *
     * @param threads that serve
     */
    static Shares of(Counters window, int threads) {
        double whole = (double) threads * window.clockNanos();
        if (!(whole > 0)) {
            throw new IllegalArgumentException("a window must have threads and take time, had " + threads
                    + " threads and " + window.clockNanos() + " ns");
        }
        Map<Share, Double> percent = new EnumMap<>(Share.class);
        percent.put(Share.RUN, 100 * window.runNanos() / whole);
        percent.put(Share.WAIT, 100 * window.waitNanos() / whole);
        percent.put(Share.QUOTA, 100 * window.quotaNanos() / whole);
        percent.put(Share.DISK, 100 * window.diskNanos() / whole);
        percent.put(Share.ANSWER, 100 * window.answerNanos() / whole);
        percent.put(
                Share.OTHER,
                100 - percent.values().stream().mapToDouble(Double::doubleValue).sum());
        return new Shares(percent);
    }

    /** Share by share the one in the middle; of an even number the lower. */
    static Shares median(List<Shares> rounds) {
        return new Shares(Arrays.stream(Share.values()).collect(toMap(share -> share, share -> {
            double[] sorted =
                    rounds.stream().mapToDouble(one -> one.of(share)).sorted().toArray();
            return sorted[(sorted.length - 1) / 2];
        })));
    }

    double of(Share share) {
        return percent.getOrDefault(share, 0.0);
    }
}
