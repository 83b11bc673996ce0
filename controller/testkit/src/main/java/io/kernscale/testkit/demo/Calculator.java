// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The workload that calculates, and the load that makes it need more replicas. All of the load's figures are here, and
 * so is the right size that follows from them, derived without asking Kernscale.
 */
public final class Calculator {
    /** CPU time of a request. */
    static final Duration WORK = Duration.ofMillis(5);

    /** Mean pause of a client between an answer and its next request. */
    public static final Duration THINK = Duration.ofMillis(310);

    public static final int CALM_CLIENTS = 9;
    public static final int BUSY_CLIENTS = 45;

    private static final double LIMIT_CORES = 0.2;

    /** Share of its CPU that a replica may use at the default target saturation of 0.2. */
    private static final double USABLE_RATIO = 0.8;

    private Calculator() {}

    /** @param more options of the program */
    public static Workload workload(String name, Path program, String... more) {
        return new Workload(
                name,
                "{requests: {cpu: 200m}, limits: {cpu: 200m}}",
                Workload.command(
                        program,
                        "serve",
                        Stream.concat(Stream.of("--work-ms", Long.toString(WORK.toMillis())), Stream.of(more))
                                .toArray(String[]::new)));
    }

    /**
     * The replicas that serve so many clients: each wants 5 ms of CPU every 315 ms, so 45 want
     * 45 * 5 / 315 = 0.71 cores, and of a replica's 0.2 cores 0.16 are to be used: 4.5, rounded up 5.
     */
    public static int rightSize(int clients) {
        double cores = clients * (double) WORK.toNanos() / WORK.plus(THINK).toNanos();
        return (int) Math.ceil(cores / (LIMIT_CORES * USABLE_RATIO));
    }
}
