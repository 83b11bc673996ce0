// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import java.util.function.IntFunction;

/** How addresses are spelled. */
enum Family {
    IPV4("10.", "172.", Gaps::octets, "%s:%d"),
    IPV6("fd00:10:8:2::", "fd00:10:96::", Gaps::groups, "[%s]:%d");

    private final String pods;
    private final String services;
    private final IntFunction<String> end;
    private final String socket;

    Family(String pods, String services, IntFunction<String> end, String socket) {
        this.pods = pods;
        this.services = services;
        this.end = end;
        this.socket = socket;
    }

    String pod(int pod) {
        return pods + end.apply(pod);
    }

    String service(int workload) {
        return services + end.apply(workload);
    }

    String socket(String address, int port) {
        return socket.formatted(address, port);
    }
}
