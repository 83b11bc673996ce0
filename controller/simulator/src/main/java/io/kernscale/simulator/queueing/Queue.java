// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

/**
 * How many wait at a station, on average.
 *
 * <p>With utilisation u, c servers and room for n waiting ones:
 * {@code u^sqrt(2(c+1)) / (1 - u(1 - 1/n))}. Without a bound this is Sakasegawa's approximation of M/M/c ("An
 * approximation formula L_q = a b^β/(1-ρ)", 1977), exact for one server: {@code u² / (1 - u)}. The bound is Schweitzer's
 * for closed networks (1979): a customer that arrives finds all others but itself, so n is reached at u = 1.
 * Example: u = 0.5 and one server: 0.5 wait; with room for one: 0.25; at u = 1 and room for 7: 7.
 */
final class Queue {

    private Queue() {}

    /**
     * Customers waiting, without those in service.
     *
     * @param utilisation 0..1
     * @param servers     1 or more
     * @param room        so many can wait at most; positive infinity for any number
     */
    static double waiting(double utilisation, double servers, double room) {
        if (room <= 0) {
            return 0;
        }
        double bound = room <= 1 ? room : 1; // less than one customer finds nobody before it
        return bound
                * Math.pow(utilisation, Math.sqrt(2 * (servers + 1)))
                / (1 - utilisation * Math.max(0, 1 - 1 / room));
    }
}
