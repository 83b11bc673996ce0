// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import java.time.Duration;
import java.util.List;

/**
 * A load that is described as a whole, so that a kernel and a simulator can run the same.
 *
 * @param name    as in the table
 * @param cores   that all servers share
 * @param servers of which the first is compared
 */
record Case(String name, int cores, List<Server> servers) {

    /**
     * A server of one replica, with a thread for each connection.
     *
     * @param name    unlike that of any other server of any case
     * @param clients its own
     * @param cpu     its part of the cores
     * @param request what it does for each
     */
    record Server(String name, Clients clients, Cpu cpu, Request request) {}

    /**
     * A closed load: each client asks, awaits the answer, thinks, and asks again.
     *
     * @param think on average; without memory
     */
    record Clients(int count, Duration think) {
        static final Clients NONE = new Clients(0, Duration.ZERO);
    }

    /**
     * @param request cores; also the weight where others want the CPU
     * @param limit   cores; 0 for none
     */
    record Cpu(double request, double limit) {}

    /**
     * In this order: asks, reads, calculates.
     *
     * @param asks       names of other servers, one after the other
     * @param reads      direct reads of {@value Case.Request#READ_KIB} KiB
     * @param calculates CPU time
     */
    record Request(List<String> asks, int reads, Duration calculates) {
        /** Large, so that the disk takes longer than the system call. */
        static final int READ_KIB = 256;

        Request {
            asks = List.copyOf(asks);
        }

        static Request calculating(Duration time) {
            return new Request(List.of(), 0, time);
        }

        static Request reading(int times) {
            return new Request(List.of(), times, Duration.ZERO);
        }
    }

    Case {
        servers = List.copyOf(servers);
    }

    /** The server whose shares are compared. */
    Server compared() {
        return servers.getFirst();
    }

    /** Connections to a server: those of its clients, and one for each thread that asks it. */
    int threads(Server server) {
        return server.clients().count()
                + servers.stream()
                        .filter(other -> other.request().asks().contains(server.name()))
                        .mapToInt(this::threads)
                        .sum();
    }
}
