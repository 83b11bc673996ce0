// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.scenario.Layout.Pod;
import org.jspecify.annotations.Nullable;

/**
 * What goes on between one client and one pod (or between one pod and somebody outside), as both ends see it.
 *
 * @param client   null where it is no pod
 * @param server   null where it is no pod
 * @param address  of both ends, as the other end sees them
 * @param traffic  what goes on
 */
record Exchange(@Nullable Pod client, @Nullable Pod server, Address address, Traffic traffic) {

    /**
     * Addresses and ports.
     *
     * @param client     the client's, as the server sees it
     * @param asked      the server's, as the client sees it: a Service's, where one is between
     * @param port       the port that the client asks
     * @param servedPort the server's own
     */
    record Address(String client, String asked, int port, int servedPort) {}

    /**
     * Rates and times.
     *
     * @param connections      kept open; 0 for one connection a request
     * @param requestsPerSecond turns
     * @param askSeconds       of one turn, at the client
     * @param serveSeconds     of one turn, at the server
     */
    record Traffic(int connections, double requestsPerSecond, double askSeconds, double serveSeconds) {

        /** Connections that wait for news all the time, each of which comes after a while. */
        static Traffic parked(int connections, double secondsBetweenNews) {
            return new Traffic(connections, connections / secondsBetweenNews, secondsBetweenNews, secondsBetweenNews);
        }

        /** Whether every connection has a turn under way, all the time. */
        boolean isParked() {
            return connections > 0 && Math.abs(requestsPerSecond * askSeconds - connections) < 1e-9;
        }

        /** Turns under way at the client, on average; each has a connection to itself. */
        double asked() {
            return connections == 0
                    ? requestsPerSecond * askSeconds
                    : Math.min(connections, requestsPerSecond * askSeconds);
        }

        /** Turns under way at the server, on average. */
        double served() {
            return asked() * (askSeconds == 0 ? 0 : serveSeconds / askSeconds);
        }
    }

    Exchange {
        requireNonNull(address, "address");
        requireNonNull(traffic, "traffic");
    }
}
