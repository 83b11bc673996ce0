// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Threads blocked, on average over a window, by cause (see {@code io.kernscale.wire.BlockedNanos}). */
public record BlockedRates(double disk, double lock, double network, double poll, double sleep, double other) {

    /** Nobody blocked. */
    public static final BlockedRates NONE = new BlockedRates(0, 0, 0, 0, 0, 0);

    public BlockedRates {
        Rates.check(disk, "blocked.disk");
        Rates.check(lock, "blocked.lock");
        Rates.check(network, "blocked.network");
        Rates.check(poll, "blocked.poll");
        Rates.check(sleep, "blocked.sleep");
        Rates.check(other, "blocked.other");
    }

    /** The sum of two pods. */
    BlockedRates plus(BlockedRates more) {
        return new BlockedRates(
                disk + more.disk,
                lock + more.lock,
                network + more.network,
                poll + more.poll,
                sleep + more.sleep,
                other + more.other);
    }
}
