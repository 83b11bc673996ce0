// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import io.kernscale.simulator.calibration.Case.Clients;
import io.kernscale.simulator.calibration.Case.Cpu;
import io.kernscale.simulator.calibration.Case.Request;
import io.kernscale.simulator.calibration.Case.Server;
import java.time.Duration;
import java.util.List;

/** What is compared: one case for each thing that a workload can be short of. */
final class Cases {

    /** A read from a fast disk takes less than a request over TCP: one request does many. */
    private static final int READS = 16;

    private static final Cpu UNLIMITED = new Cpu(0.2, 0);

    private Cases() {}

    /** Needs two cores. */
    static List<Case> all() {
        return List.of(
                // 4 threads on one core: each runs a quarter of the time
                new Case("CPU-bound", 1, List.of(calculator("cpu-bound", 4, UNLIMITED))),
                // three quarters of one core by weight
                new Case(
                        "noisy neighbour",
                        1,
                        List.of(
                                calculator("crowded", 2, new Cpu(0.6, 0)),
                                calculator("neighbour", 3, new Cpu(0.2, 0)))),
                // half a core of two
                new Case("quota-bound", 2, List.of(calculator("quota-bound", 4, new Cpu(0.5, 0.5)))),
                new Case("disk-bound", 2, List.of(reader("disk-bound", 4))),
                waiting());
    }

    /** One client that only reads. */
    static Case alone() {
        return new Case("a read alone", 2, List.of(reader("reader", 1)));
    }

    /** More clients that only read than one disk has use for. */
    static Case crowd() {
        return new Case("many reads", 2, List.of(reader("readers", 12)));
    }

    private static Server calculator(String name, int clients, Cpu cpu) {
        return new Server(
                name, new Clients(clients, Duration.ofMillis(4)), cpu, Request.calculating(Duration.ofMillis(20)));
    }

    private static Server reader(String name, int clients) {
        return new Server(name, new Clients(clients, Duration.ofMillis(1)), UNLIMITED, Request.reading(READS));
    }

    /** Half of the time for the other one's answer. */
    private static Case waiting() {
        Server front = new Server(
                "front",
                new Clients(2, Duration.ofMillis(10)),
                UNLIMITED,
                new Request(List.of("back"), 0, Duration.ofMillis(10)));
        Server back = new Server("back", Clients.NONE, UNLIMITED, Request.calculating(Duration.ofMillis(20)));
        return new Case("waiting", 2, List.of(front, back));
    }
}
