// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.cluster.EndpointFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of the demo, and their loads. The gateway asks a and c at the same time, a asks b, and b reads a block
 * from its disk and calculates. Nobody asks the idler.
 */
final class Chain {
    static final String GATEWAY = "gateway";
    static final String A = "a";
    static final String B = "b";
    static final String C = "c";
    static final String IDLER = "idler";

    /** In the order in which a request meets them. */
    static final List<String> NAMES = List.of(GATEWAY, A, B, C, IDLER);

    /** 5 * 5 ms every 315 ms are 0.08 cores of b's 0.2: nobody waits for long. */
    static final int CALM_CLIENTS = 5;

    static final int BUSY_CLIENTS = Calculator.BUSY_CLIENTS;

    /** Of a replica of b on its slow disk; the clients would ask 5 replicas for 28 each. */
    static final int SLOW_READS_PER_SECOND = 12;

    private Chain() {}

    /**
     * Each before those that ask it.
     *
     * @param directory on a disk, with the files that list the endpoints
     */
    static List<Workload> workloads(Path program, Path directory) {
        String light = "{requests: {cpu: 500m}, limits: {cpu: 500m}}";
        return List.of(
                Calculator.workload(B, program, "--disk", directory.toString()),
                new Workload(C, light, Workload.command(program, "serve", "--work-ms", "1")),
                new Workload(A, light, Workload.command(program, "relay", "--targets", targets(directory, B))),
                new Workload(
                        GATEWAY,
                        light,
                        Workload.command(
                                program, "relay", "--targets", targets(directory, A, C), "--fan-out", "parallel")),
                new Workload(IDLER, light, Workload.command(program, "idle", "--threads", "16")));
    }

    private static String targets(Path directory, String... apps) {
        return Stream.of(apps)
                .map(app -> EndpointFiles.file(directory, app).toString())
                .collect(Collectors.joining(","));
    }
}
